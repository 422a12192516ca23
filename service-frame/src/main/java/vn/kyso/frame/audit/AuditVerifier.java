package vn.kyso.frame.audit;

import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.kyso.contracts.envelope.Service;

/// Checks the whole chain of this service's audit log against its seals.
public final class AuditVerifier {
    private static final int PAGE = 1_000;

    private final JdbcClient jdbc;
    private final Service self;
    private final PublicKey key;

    AuditVerifier(JdbcClient jdbc, Service self, PublicKey key) {
        this.jdbc = jdbc;
        this.self = self;
        this.key = key;
    }

    /// What the check found.
    public sealed interface Result {
        /// @param unsealed rows that committed since the last seal
        record Intact(long seals, long sealedRows, long unsealed) implements Result {}

        /// @param position the first place of the chain that doesn't hold
        record Broken(long position, String what) implements Result {}
    }

    /// @param knownSeal the number of the newest seal that the caller has seen, in the service's log for instance; 0
    ///     for none
    public Result verify(long knownSeal) {
        List<Seal> seals = jdbc.sql("select " + Seal.COLUMNS + " from frame_audit_seal order by number")
                .query(Seal::read)
                .list();
        Seal previous = Seal.NONE;
        for (Seal seal : seals) {
            Optional<Result> broken = check(seal, previous);
            if (broken.isPresent()) {
                return broken.get();
            }
            previous = seal;
        }
        if (previous.number() < knownSeal) {
            return new Result.Broken(previous.lastPosition() + 1, "Seal " + knownSeal + " was made and is missing");
        }
        return afterLast(previous);
    }

    private Optional<Result> check(Seal seal, Seal previous) {
        if (seal.number() != previous.number() + 1 || seal.lastPosition() <= previous.lastPosition()) {
            return broken(previous.lastPosition() + 1, "Seal " + (previous.number() + 1) + " is missing");
        }
        if (!seal.signatureHolds(self, key)) {
            return broken(previous.lastPosition() + 1, "The signature of seal " + seal.number() + " doesn't hold");
        }
        byte[] hash = previous.hash();
        for (long from = previous.lastPosition(); from < seal.lastPosition(); from += PAGE) {
            long expected = from;
            for (AuditRow row : rows(from, Math.min(from + PAGE, seal.lastPosition()))) {
                expected++;
                Long position = row.position();
                if (position == null || position != expected) {
                    return broken(expected, "A row is missing");
                }
                hash = row.chainedTo(hash, expected);
                if (!MessageDigest.isEqual(hash, row.hash())) {
                    return broken(expected, "A row was changed, or is not the one that was here");
                }
            }
            if (expected != Math.min(from + PAGE, seal.lastPosition())) {
                return broken(expected + 1, "A row is missing");
            }
        }
        return MessageDigest.isEqual(hash, seal.hash())
                ? Optional.empty()
                : broken(seal.lastPosition(), "The chain doesn't end where seal " + seal.number() + " says");
    }

    private List<AuditRow> rows(long after, long upTo) {
        return jdbc.sql("select " + AuditRow.COLUMNS
                        + " from frame_audit where position > :after and position <= :upTo order by position")
                .param("after", after)
                .param("upTo", upTo)
                .query(AuditRow::read)
                .list();
    }

    /// Rows that claim a place behind the last seal were not put there by the sealer, which places and seals
    /// together.
    private Result afterLast(Seal last) {
        long beyond = count("position > " + last.lastPosition());
        return beyond > 0
                ? new Result.Broken(last.lastPosition() + 1, "Rows claim places that no seal covers")
                : new Result.Intact(last.number(), last.lastPosition(), count("position is null"));
    }

    private long count(String where) {
        return jdbc.sql("select count(*) from frame_audit where " + where)
                .query(Long.class)
                .single();
    }

    private static Optional<Result> broken(long position, String what) {
        return Optional.of(new Result.Broken(position, what));
    }
}
