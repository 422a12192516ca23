package vn.kyso.document.sealing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import vn.kyso.frame.EgressRequest;

/// What asking for certificates' status may cost together: so many calls, none of them beyond a moment. The addresses
/// are strangers', who may name thousands and let each call wait. Not thread-safe.
public final class StatusCalls {
    private final InstantSource clock;
    private final Instant until;
    private int left;

    public StatusCalls(int atMost, Instant until, InstantSource clock) {
        this.left = atMost;
        this.until = until;
        this.clock = clock;
    }

    /// Takes one call out: the request with the time that it may last, or empty when calls or time are used up.
    Optional<EgressRequest> take(EgressRequest request) {
        Duration time = Duration.between(clock.instant(), until);
        if (left <= 0 || !time.isPositive()) {
            return Optional.empty();
        }
        left--;
        return Optional.of(time.compareTo(request.timeout()) < 0 ? request.within(time) : request);
    }
}
