package vn.kyso.document.progress;

import java.time.Instant;
import java.util.Map;

/// One thing that happened to a request.
///
/// @param sequence from 1, without gaps
public record TimelineEntry(int sequence, String type, Instant at, Map<String, Object> detail) {
    /// The type after which nothing follows.
    public static final String FINISHED = "finished";

    boolean isLast() {
        return type.equals(FINISHED);
    }
}
