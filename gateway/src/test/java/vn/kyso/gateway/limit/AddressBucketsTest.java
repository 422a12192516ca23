package vn.kyso.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AddressBucketsTest {
    private Instant now = Instant.parse("2026-11-25T00:00:00Z");
    private final AddressBuckets buckets = new AddressBuckets(() -> now);

    @Test
    void holdAMinutesCallsAndFillSteadily() {
        assertThat(calls("192.0.2.1", 10)).isEqualTo(6);
        now = now.plus(Duration.ofSeconds(20));
        assertThat(calls("192.0.2.1", 10)).isEqualTo(2);
        now = now.plus(Duration.ofHours(1));
        assertThat(calls("192.0.2.1", 10)).isEqualTo(6);
    }

    @Test
    void areEachAddresssOwn() {
        assertThat(calls("192.0.2.1", 10)).isEqualTo(6);
        assertThat(calls("192.0.2.2", 10)).isEqualTo(6);
        assertThat(buckets.take("another", "192.0.2.1", 6)).isTrue();
    }

    @Test
    void areOneForAllAddressesThatOneSubscriberOfIpv6Has() {
        assertThat(calls("2001:db8:0:1::1", 4)).isEqualTo(4);
        assertThat(calls("2001:db8:0:1:ffff::2", 10)).isEqualTo(2);
        assertThat(calls("2001:db8:0:2::1", 10)).isEqualTo(6);
    }

    @Test
    void gainNothingByAClockThatGoesBack() {
        assertThat(calls("192.0.2.1", 10)).isEqualTo(6);
        now = now.minus(Duration.ofHours(1));
        assertThat(calls("192.0.2.1", 10)).isZero();
    }

    private int calls(String address, int tries) {
        int taken = 0;
        for (int i = 0; i < tries; i++) {
            taken += buckets.take("calls", address, 6) ? 1 : 0;
        }
        return taken;
    }
}
