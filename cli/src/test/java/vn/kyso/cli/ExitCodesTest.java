package vn.kyso.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExitCodesTest {
    @ParameterizedTest
    @CsvSource({
        "declined, 3",
        "expired, 4",
        "approval-late, 4",
        "not-a-pdf, 5",
        "approval-wrong-match-code, 5",
        "certificate-revoked, 5",
        "cancelled, 5",
        "rate-limited, 5",
        "a-code-of-tomorrow, 5",
        "timestamp-unavailable, 6",
        "key-unavailable, 6",
        "service-unavailable, 6"
    })
    void followsFromTheReason(String code, int exit) {
        assertThat(ExitCodes.ofReason(code)).isEqualTo(exit);
    }
}
