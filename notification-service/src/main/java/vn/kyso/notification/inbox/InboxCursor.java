package vn.kyso.notification.inbox;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;

/// Where a page of the inbox ended; opaque to callers.
record InboxCursor(Instant askedAt, String requestId) {
    /// Before the newest request: no instant of a request comes near.
    static final InboxCursor START = new InboxCursor(Instant.parse("9999-01-01T00:00:00Z"), "");

    static InboxCursor after(InboxEntry last) {
        return new InboxCursor(last.askedAt(), last.requestId());
    }

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((askedAt + "|" + requestId).getBytes(StandardCharsets.UTF_8));
    }

    /// @throws ProblemException `invalid-field` for anything that [#text] didn't make
    static InboxCursor parse(String text) {
        try {
            String clear = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int bar = clear.indexOf('|');
            if (bar > 0) {
                return new InboxCursor(Instant.parse(clear.substring(0, bar)), clear.substring(bar + 1));
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            throw refused(e);
        }
        throw refused(null);
    }

    private static ProblemException refused(@org.jspecify.annotations.Nullable Exception cause) {
        String detail = "Give the cursor that the page before named in next";
        ProblemException problem = cause == null
                ? new ProblemException(ProblemType.INVALID_FIELD, detail)
                : new ProblemException(ProblemType.INVALID_FIELD, detail, cause);
        return problem.with("field", "after");
    }
}
