package vn.kyso.signing.authenticator;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.frame.AuditLog;
import vn.kyso.signing.row.RowMacs;
import vn.kyso.signing.row.Times;

/// What signers decided about tenants, on their phones: who may ask without a match code, who may not ask at all.
@Component
public class Consents {
    private static final String TABLE = "consent v1";

    private final JdbcClient jdbc;
    private final RowMacs macs;
    private final AuditLog audit;
    private final TransactionOperations transaction;
    private final InstantSource clock;

    Consents(JdbcClient jdbc, RowMacs macs, AuditLog audit, TransactionOperations transaction, InstantSource clock) {
        this.jdbc = jdbc;
        this.macs = macs;
        this.audit = audit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// @param withoutCode the tenant may ask without a match code
    /// @param blocked the tenant may not ask
    public record Consent(String tenant, boolean withoutCode, boolean blocked) {}

    /// What holds where the signer has said nothing: ask, with a code.
    public Consent of(String signer, String tenant) {
        return jdbc.sql("SELECT * FROM consent WHERE signer = ? AND tenant = ?")
                .params(signer, tenant)
                .query((row, _) -> read(row))
                .optional()
                .orElse(new Consent(tenant, false, false));
    }

    List<Consent> of(String signer) {
        return jdbc.sql("SELECT * FROM consent WHERE signer = ? ORDER BY tenant")
                .params(signer)
                .query((row, _) -> read(row))
                .list();
    }

    /// @param confirmed whether the signer confirmed with the passkey that the tenant may ask without a code
    /// @return false, and nothing was changed, where that is wanted, was not confirmed, and does not hold already
    boolean put(String signer, UUID deviceId, Consent consent, boolean confirmed) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Boolean changed = transaction.execute(_ -> {
            // Locked, so that no withdrawal comes between what holds and what is written.
            boolean holds = jdbc.sql("SELECT * FROM consent WHERE signer = ? AND tenant = ? FOR UPDATE")
                    .params(signer, consent.tenant())
                    .query((row, _) -> read(row))
                    .optional()
                    .map(Consent::withoutCode)
                    .orElse(false);
            if (consent.withoutCode() && !confirmed && !holds) {
                return false;
            }
            jdbc.sql("""
                    INSERT INTO consent (signer, tenant, without_code, blocked, device_id, changed_at, mac)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (signer, tenant) DO UPDATE SET without_code = excluded.without_code,
                        blocked = excluded.blocked, device_id = excluded.device_id, changed_at = excluded.changed_at,
                        mac = excluded.mac
                    """)
                    .params(
                            signer,
                            consent.tenant(),
                            consent.withoutCode(),
                            consent.blocked(),
                            deviceId,
                            Times.sql(now),
                            macs.of(TABLE, fields(signer, consent, deviceId, now)))
                    .update();
            audit(signer, deviceId, consent);
            return true;
        });
        return Boolean.TRUE.equals(changed);
    }

    void remove(String signer, UUID deviceId, String tenant) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("DELETE FROM consent WHERE signer = ? AND tenant = ?")
                    .params(signer, tenant)
                    .update();
            audit(signer, deviceId, new Consent(tenant, false, false));
        });
    }

    private void audit(String signer, UUID deviceId, Consent consent) {
        audit.record(
                "consent-changed",
                signer,
                "device:" + deviceId,
                consent.tenant(),
                Map.of(
                        "withoutCode", Boolean.toString(consent.withoutCode()),
                        "blocked", Boolean.toString(consent.blocked())));
    }

    private Consent read(ResultSet row) throws SQLException {
        Consent consent =
                new Consent(row.getString("tenant"), row.getBoolean("without_code"), row.getBoolean("blocked"));
        macs.check(
                row.getBytes("mac"),
                TABLE,
                fields(
                        row.getString("signer"),
                        consent,
                        row.getObject("device_id", UUID.class),
                        Times.instant(row, "changed_at")));
        return consent;
    }

    private static @Nullable Object[] fields(String signer, Consent consent, UUID deviceId, Instant at) {
        return new @Nullable Object[] {signer, consent.tenant(), consent.withoutCode(), consent.blocked(), deviceId, at
        };
    }
}
