package vn.kyso.document.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileNameTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attachment; filename*=UTF-8''H%E1%BB%A3p%20%C4%91%E1%BB%93ng.pdf | Hợp đồng.pdf",
                "attachment; filename=\"a.pdf\" | a.pdf",
                "attachment; filename=\"../../etc/passwd\" | passwd",
                "attachment; filename*=UTF-8''C%3A%5Ctemp%5Cx.pdf | x.pdf",
                "attachment; filename*=UTF-8''fdp.%E2%80%AEgnp.pdf | fdp.gnp.pdf",
                "attachment; filename*=UTF-8''a%00b%0A.pdf | ab.pdf",
                "attachment | document.pdf",
                "attachment; filename=\"\" | document.pdf",
                "; ; ; | document.pdf"
            })
    void isCleanedOfWhatCouldMislead(String header, String name) {
        assertThat(FileName.from(header)).isEqualTo(name);
    }

    @Test
    void isNamedWhereNothingWasSent() {
        assertThat(FileName.from(null)).isEqualTo("document.pdf");
    }

    @Test
    void isShortenedBeforeItsEnding() {
        assertThat(FileName.shortened("a".repeat(200) + ".pdf", 120))
                .hasSize(120)
                .endsWith("….pdf");
        assertThat(FileName.shortened("a".repeat(114) + "\uD83D\uDE00b.pdf", 118))
                .doesNotContain("\uD83D…");
        assertThat(FileName.shortened("a.pdf", 120)).isEqualTo("a.pdf");
    }
}
