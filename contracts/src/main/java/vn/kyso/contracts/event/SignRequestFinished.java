package vn.kyso.contracts.event;

import java.time.Instant;
import java.util.Map;

/// Topic `sign-request-finished`, keyed by request: exactly once per request.
///
/// @param reasons how many documents failed for which problem code
public record SignRequestFinished(
        String requestId, Outcome outcome, int signed, int notSigned, Map<String, Integer> reasons, Instant at)
        implements EventPayload {
    public SignRequestFinished {
        reasons = Map.copyOf(reasons);
    }

    /// How the request as a whole ended.
    public enum Outcome {
        SIGNED,
        PARTLY_SIGNED,
        DECLINED,
        EXPIRED,
        CANCELLED,
        REFUSED,
        FAILED
    }
}
