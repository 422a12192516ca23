package vn.kyso.frame;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The W3C trace context of what runs now, for calls to others whose client does not send it by itself.
///
/// Only `traceparent` goes out: random numbers that say nothing of anybody (Trace Context, 5.1), whereas `tracestate`
/// and baggage could.
public final class TraceContext {
    private static final String TRACEPARENT = "traceparent";

    private final @Nullable Tracer tracer;
    private final @Nullable Propagator propagator;

    /// @param tracer null where nothing is traced, as is a null `propagator`
    public TraceContext(@Nullable Tracer tracer, @Nullable Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    /// The header to send along; none where nothing is traced.
    public Map<String, String> headers() {
        Span span = tracer == null ? null : tracer.currentSpan();
        if (span == null || propagator == null) {
            return Map.of();
        }
        Map<String, String> carrier = new HashMap<>();
        propagator.inject(span.context(), carrier, (_, name, value) -> carrier.put(name, value));
        String traceparent = carrier.get(TRACEPARENT);
        return traceparent == null ? Map.of() : Map.of(TRACEPARENT, traceparent);
    }
}
