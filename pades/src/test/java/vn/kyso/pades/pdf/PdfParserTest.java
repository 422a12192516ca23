package vn.kyso.pades.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfParserTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "7",
                "1023",
                "1024",
                "007",
                "00",
                "123456789",
                "1234567890",
                "123456789012",
                "+5",
                "-17",
                "-.5",
                "5.",
                ".002",
                "123456789.25"
            })
    void numbersStayAsTheyAreWritten(String number) throws MalformedPdfException {
        assertThat(parsed(number)).isEqualTo(new PdfValue.Num(number));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--5", "1-2", "5-", "1.2.3", ".", "-", "+.", "12abc", "1e5", "123456789x"})
    void refusesWhatIsNoNumber(String number) {
        assertThatThrownBy(() -> parsed(number)).isInstanceOf(MalformedPdfException.class);
    }

    @Test
    void tellsReferencesFromNumbers() throws MalformedPdfException {
        assertThat(parsed("[12 0 R 12 0 1 R]")).isEqualTo(parsed("[12  0\nR 12 %R\n0 1 R ]"));
        assertThat(parsed("[12 0 R 3]"))
                .isEqualTo(new PdfValue.Array(List.of(new PdfValue.Ref(12, 0), PdfValue.Num.of(3))));
        assertThatThrownBy(() -> parsed("[12 0 Re]")).isInstanceOf(MalformedPdfException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Type", "T", "ByteRange", "Typ", "TypeX", "type", "A name that no specification knows"})
    void namesAreTheSameWhetherKnownOrNot(String name) throws MalformedPdfException {
        String written = "/" + name.replace(" ", "#20");
        assertThat(parsed(written)).isEqualTo(new PdfValue.Name(name));
        assertThat(new String(new PdfWriter(1).value(new PdfValue.Name(name)).toBytes(), StandardCharsets.US_ASCII))
                .isEqualTo(written);
    }

    @Test
    void escapesMakeTheSameName() throws MalformedPdfException {
        assertThat(parsed("/Typ#65")).isEqualTo(new PdfValue.Name("Type"));
        assertThat(parsed("/")).isEqualTo(new PdfValue.Name(""));
        assertThat(parsed("<</Typ#65 1/Type 2>>")).isEqualTo(PdfValue.Dict.EMPTY.with("Type", PdfValue.Num.of(2)));
    }

    @Test
    void hexadecimalStringsMayHaveSpacesAndHalfAByte() throws MalformedPdfException {
        assertThat(parsed("<48 656C6c\n6F2>"))
                .isEqualTo(new PdfValue.Str("Hello ".getBytes(StandardCharsets.US_ASCII)));
        assertThat(parsed("<>")).isEqualTo(new PdfValue.Str(new byte[0]));
        assertThatThrownBy(() -> parsed("<48x5>")).isInstanceOf(MalformedPdfException.class);
    }

    @Test
    void numbersThatDoNotFitTheirColumnAreRefused() {
        assertThat(new PdfWriter(1).digits(42, 5).toBytes()).asString().isEqualTo("00042");
        assertThat(new PdfWriter(1).digits(99_999, 5).toBytes()).asString().isEqualTo("99999");
        assertThatThrownBy(() -> new PdfWriter(1).digits(100_000, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void decimalsHaveNoMoreDigitsThanTheyNeed() {
        assertThat(PdfValue.Num.of(0.5).text()).isEqualTo("0.5");
        assertThat(PdfValue.Num.of(-12.0304).text()).isEqualTo("-12.0304");
        assertThat(PdfValue.Num.of(3.00004).text()).isEqualTo("3");
        assertThat(PdfValue.Num.of(0.00206).text()).isEqualTo("0.0021");
    }

    private static PdfValue parsed(String value) throws MalformedPdfException {
        byte[] bytes = (value + " /").getBytes(StandardCharsets.ISO_8859_1);
        return PdfValues.parse(bytes, 0, bytes.length);
    }
}
