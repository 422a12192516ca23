package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ByteRangeTest {
    @Test
    void hasTwoSpansAroundAHole() {
        assertThat(new ByteRange(1, 3, 1).end()).isEqualTo(4);
        refuses(0, 3, 1);
        refuses(1, 2, 1);
        refuses(10, 10, 1);
        refuses(1, 3, 0);
    }

    @Test
    void aRectangleForgivesExactlyAHundredthOfAPoint() {
        Rectangle page = new Rectangle(0, 0, 100, 100);
        assertThat(page.contains(new Rectangle(-0.01, 0, 1, 1))).isTrue();
        assertThat(page.contains(new Rectangle(0, -0.01, 1, 1))).isTrue();
        assertThat(page.contains(new Rectangle(100.01, 0, 0, 1))).isTrue();
        assertThat(page.contains(new Rectangle(0, 100.01, 1, 0))).isTrue();
        assertThat(page.contains(new Rectangle(-0.011, 0, 1, 1))).isFalse();
        assertThat(page.contains(new Rectangle(0, 0, 1, 100.011))).isFalse();
    }

    @Test
    void theRoomForATimestampIsLargerThanAnyTokenSeen() {
        assertThat(ContentsSize.ofTimestamp(1)).isGreaterThan(1);
        assertThat(ContentsSize.ofTimestamp(6_000)).isBetween(7_000, 10_000);
        assertThatIllegalArgumentException().isThrownBy(() -> ContentsSize.ofTimestamp(0));
    }

    private static void refuses(long firstLength, long secondOffset, long secondLength) {
        assertThatIllegalArgumentException().isThrownBy(() -> new ByteRange(firstLength, secondOffset, secondLength));
    }
}
