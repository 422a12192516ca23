package vn.kyso.document.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import vn.kyso.frame.EgressRequest;

/// Many certificates share the calls and the time of one file.
class StatusCallsTest {
    private static final Instant BEGUN = Instant.parse("2026-03-02T03:04:05Z");
    private static final EgressRequest REQUEST =
            EgressRequest.get(EgressRequest.Purpose.PKI, URI.create("http://crl.example.vn/a.crl"));

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGUN);
    private final InstantSource clock = now::get;

    @Test
    void givesAsManyCallsAsThereAreAndNoneMore() {
        StatusCalls calls = new StatusCalls(3, BEGUN.plusSeconds(60), clock);
        for (int i = 0; i < 3; i++) {
            assertThat(calls.take(REQUEST)).isPresent();
        }
        assertThat(calls.take(REQUEST)).isEmpty();
    }

    @Test
    void givesACallItsOwnTimeOrWhatIsLeft() {
        StatusCalls calls = new StatusCalls(9, BEGUN.plusSeconds(60), clock);
        assertThat(calls.take(REQUEST).orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(10));
        now.set(BEGUN.plusSeconds(57));
        assertThat(calls.take(REQUEST).orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(3));
        now.set(BEGUN.plusSeconds(60));
        assertThat(calls.take(REQUEST)).isEmpty();
    }
}
