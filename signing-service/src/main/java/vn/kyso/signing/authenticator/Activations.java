package vn.kyso.signing.authenticator;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.approval.ActivationCode;
import vn.kyso.approval.ActivationKey;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.WrappingKey;
import vn.kyso.signing.row.Times;

/// Codes that bind a device to a signer: valid once, briefly, for few tries. The code itself is handed out and
/// forgotten; the key that follows from it is kept, wrapped so that it opens only with the row's own id, signer and
/// expiry.
@Component
class Activations {
    private final JdbcClient jdbc;
    private final WrappingKey wrapping;
    private final AppProperties app;
    private final AuditLog audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    Activations(
            JdbcClient jdbc,
            WrappingKey wrapping,
            AppProperties app,
            AuditLog audit,
            TransactionOperations transaction,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.wrapping = wrapping;
        this.app = app;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    record Made(ActivationCode code, Instant expiresAt) {}

    /// An activation that may still be tried.
    record Open(String id, String signer, ActivationKey key) {
        @Override
        public String toString() {
            return "Open[" + id + ", key redacted]";
        }
    }

    /// @param madeBy who asked for it: `operator:lan`, `device:<id>`
    Made make(String signer, String madeBy) {
        ActivationCode code = ActivationCode.random();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant expires = now.plus(app.activationLifetime());
        byte[] wrapped = wrapping.wrap(code.key().encoded(), associatedData(code.activationId(), signer, expires));
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("INSERT INTO activation (id, signer, key_wrapped, made_by, created_at, expires_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?)")
                    .params(code.activationId(), signer, wrapped, madeBy, Times.sql(now), Times.sql(expires))
                    .update();
            audit.record(
                    "activation-made",
                    code.activationId(),
                    madeBy,
                    EventEnvelope.PLATFORM,
                    Map.of("signer", signer, "expiresAt", expires.toString()));
        });
        return new Made(code, expires);
    }

    /// @throws ProblemException if it is unknown, used, expired, or was tried too often
    Open require(String id) {
        return open(find(id, ""));
    }

    /// Takes one of the few tries, whatever becomes of it: commits by itself.
    Open takeTry(String id) {
        Open open = transaction.execute(_ -> {
            Open locked = open(find(id, " FOR UPDATE"));
            jdbc.sql("UPDATE activation SET tries = tries + 1 WHERE id = ?")
                    .params(id)
                    .update();
            return locked;
        });
        return Objects.requireNonNull(open);
    }

    /// Uses it up, in the caller's transaction.
    ///
    /// @throws ProblemException if somebody else did, or it has expired meanwhile
    void use(String id) {
        Instant now = clock.instant();
        int used = jdbc.sql("UPDATE activation SET used_at = ? WHERE id = ? AND used_at IS NULL AND expires_at > ?")
                .params(Times.sql(now), id, Times.sql(now))
                .update();
        if (used == 0) {
            throw new ProblemException(
                    ProblemType.ACTIVATION_CODE_USED, "This activation code was used already. Ask for a new one.");
        }
    }

    private record Row(
            String id,
            String signer,
            byte[] wrapped,
            Instant expiresAt,
            int tries,
            @Nullable Instant usedAt) {}

    private Optional<Row> find(String id, String lock) {
        return jdbc.sql("SELECT * FROM activation WHERE id = ?" + lock)
                .params(id)
                .query((row, _) -> row(row))
                .optional();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getString("id"),
                row.getString("signer"),
                row.getBytes("key_wrapped"),
                Times.instant(row, "expires_at"),
                row.getInt("tries"),
                Times.nullableInstant(row, "used_at"));
    }

    private Open open(Optional<Row> found) {
        Row row = found.orElseThrow(() ->
                new ProblemException(ProblemType.ACTIVATION_CODE_WRONG, "There is no activation with this code."));
        if (row.usedAt() != null) {
            throw new ProblemException(
                    ProblemType.ACTIVATION_CODE_USED, "This activation code was used already. Ask for a new one.");
        }
        if (!clock.instant().isBefore(row.expiresAt())) {
            throw new ProblemException(
                    ProblemType.ACTIVATION_CODE_EXPIRED, "This activation code has expired. Ask for a new one.");
        }
        if (row.tries() >= app.activationTries()) {
            throw new ProblemException(
                    ProblemType.ACTIVATION_LOCKED, "Too many wrong tries with this code. Ask for a new one.");
        }
        byte[] key = wrapping.unwrap(row.wrapped(), associatedData(row.id(), row.signer(), row.expiresAt()));
        return new Open(row.id(), row.signer(), ActivationKey.of(key));
    }

    private static String associatedData(String id, String signer, Instant expires) {
        return "signing/activation/" + id + "/" + signer + "/" + expires.toEpochMilli();
    }
}
