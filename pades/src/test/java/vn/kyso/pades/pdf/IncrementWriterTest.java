package vn.kyso.pades.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncrementWriterTest {
    private static final long BASE_BYTES = 5_000_000_000L;
    private static final int FIRST_FREE = 400;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void numbersAndGenerationsOfAnySizeAreFound(boolean asStream) throws MalformedPdfException {
        IncrementWriter writer = new IncrementWriter(BASE_BYTES, FIRST_FREE, true, 0, null);
        PdfValue.Ref reused = new PdfValue.Ref(7, 300);
        writer.object(reused, PdfValue.Num.of(1));
        writer.object(new PdfValue.Ref(8, 0), PdfValue.Num.of(2));
        PdfValue.Ref fresh = writer.newRef();
        writer.object(fresh, PdfValue.Num.of(3));
        byte[] increment = writer.finish(PdfValue.Dict.EMPTY.with("Root", new PdfValue.Ref(1, 0)), 100, asStream, null);

        PdfFile parsed = PdfFile.openIncrement(increment, BASE_BYTES, null);

        assertThat(parsed.xref().generation(7)).isEqualTo(300);
        assertThat(parsed.xref().offset(7)).isEqualTo(BASE_BYTES + 1);
        assertThat(parsed.xref().isAtOffset(8)).isTrue();
        assertThat(parsed.xref().isAtOffset(fresh.number())).isTrue();
        assertThat(parsed.xref().isAtOffset(9)).isFalse();
        assertThat(parsed.trailer().get("Prev")).isEqualTo(PdfValue.Num.of(100));
    }

    @Test
    void anIdIsReplacedOnlyWhereThereAreTwo() throws MalformedPdfException {
        PdfValue.Array one = new PdfValue.Array(java.util.List.of(new PdfValue.Str(new byte[] {1})));
        IncrementWriter writer = new IncrementWriter(1_000, FIRST_FREE, false, 0, null);
        byte[] increment = writer.finish(
                PdfValue.Dict.EMPTY.with("Root", new PdfValue.Ref(1, 0)).with("ID", one), 100, true, new byte[16]);
        assertThat(PdfFile.openIncrement(increment, 1_000, null).trailer().get("ID")).isEqualTo(one);
    }
}
