package vn.kyso.document.document;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;

/// Where a list of newest things first goes on: after the thing created then, with that identifier. It says nothing
/// about what belongs to others.
public record Cursor(Instant createdAt, UUID id) {
    /// Before the first entry.
    private static final Cursor START = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    /// Most entries of one page.
    public static final int MAX_LIMIT = 100;

    /// What a caller sent as `after`.
    public static Cursor parse(@Nullable String text) {
        if (text == null) {
            return START;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            Instant createdAt = Instant.EPOCH.plus(bytes.getLong(), ChronoUnit.MICROS);
            return new Cursor(createdAt, new UUID(bytes.getLong(), bytes.getLong()));
        } catch (IllegalArgumentException | BufferUnderflowException | ArithmeticException e) {
            throw new ProblemException(ProblemType.INVALID_FIELD, "Take `after` from the `next` of a list", e)
                    .with("field", "after");
        }
    }

    /// What a caller sent as `limit`.
    public static int limit(@Nullable Integer limit) {
        int asked = limit == null ? 20 : limit;
        if (asked < 1 || asked > MAX_LIMIT) {
            throw new ProblemException(ProblemType.INVALID_FIELD, "`limit` is 1 to " + MAX_LIMIT)
                    .with("field", "limit");
        }
        return asked;
    }

    @Override
    public String toString() {
        ByteBuffer bytes = ByteBuffer.allocate(24)
                .putLong(ChronoUnit.MICROS.between(Instant.EPOCH, createdAt))
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }
}
