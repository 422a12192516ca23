package vn.kyso.document.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// RFC 9110, 14.1.2 and 14.2, on a file of 1,000 bytes.
class ByteRangeSpecTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-, 0, 999",
        "bytes=500-999, 500, 999",
        "bytes=500-5000, 500, 999",
        "bytes=999-, 999, 999",
        "bytes=-1, 999, 999",
        "bytes=-5000, 0, 999",
        "Bytes=1-2, 1, 2",
        "bytes=0-9999999999999999999, 0, 999"
    })
    void takesOneRange(String header, long first, long last) {
        assertThat(parse(header)).isEqualTo(new ByteRangeSpec.Part(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=1000-2000", "bytes=-0", "bytes=9999999999999999999-"})
    void refusesWhatDoesNotExist(String header) {
        assertThat(parse(header)).isEqualTo(new ByteRangeSpec.Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,5-6", "lines=0-1", "bytes=a-b", "bytes 0-1"})
    void ignoresWhatItNeedNotUnderstand(String header) {
        assertThat(parse(header)).isEqualTo(new ByteRangeSpec.Whole());
    }

    @Test
    void hasNothingToGiveOfAnEmptyFile() {
        assertThat(ByteRangeSpec.parse(Optional.of("bytes=-5"), 0)).isEqualTo(new ByteRangeSpec.Unsatisfiable());
        assertThat(ByteRangeSpec.parse(Optional.empty(), 0)).isEqualTo(new ByteRangeSpec.Whole());
    }

    private static ByteRangeSpec parse(String header) {
        return ByteRangeSpec.parse(Optional.of(header), 1_000);
    }
}
