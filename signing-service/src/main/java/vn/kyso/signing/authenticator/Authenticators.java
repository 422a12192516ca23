package vn.kyso.signing.authenticator;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.kyso.approval.Enrolment;
import vn.kyso.signing.row.RowMacs;
import vn.kyso.signing.row.Times;

/// All devices. Reading one checks its MAC, so a key that somebody slipped into the database answers for nobody.
@Component
public class Authenticators {
    private static final String TABLE = "authenticator v1";

    private final JdbcClient jdbc;
    private final RowMacs macs;

    Authenticators(JdbcClient jdbc, RowMacs macs) {
        this.jdbc = jdbc;
        this.macs = macs;
    }

    public Optional<Authenticator> find(UUID deviceId) {
        return jdbc.sql("SELECT * FROM authenticator WHERE device_id = ?")
                .params(deviceId)
                .query((row, _) -> read(row))
                .optional();
    }

    /// The device whose passkey has that id (base64url), locked against revocation until the caller's transaction ends.
    public Optional<Authenticator> lockByPasskey(String passkeyId) {
        return jdbc.sql("SELECT * FROM authenticator WHERE passkey_id = ? FOR SHARE")
                .params(passkeyId)
                .query((row, _) -> read(row))
                .optional();
    }

    /// A signer's devices, the first bound first; revoked ones too.
    public List<Authenticator> of(String signer) {
        return jdbc.sql("SELECT * FROM authenticator WHERE signer = ? ORDER BY bound_at, device_id")
                .params(signer)
                .query((row, _) -> read(row))
                .list();
    }

    Optional<Authenticator> lock(UUID deviceId) {
        return jdbc.sql("SELECT * FROM authenticator WHERE device_id = ? FOR UPDATE")
                .params(deviceId)
                .query((row, _) -> read(row))
                .optional();
    }

    void add(Authenticator authenticator) {
        Enrolment e = authenticator.enrolment();
        jdbc.sql("""
                INSERT INTO authenticator (device_id, signer, device_name, key_thumbprint, passkey_id, user_handle,
                    public_key, aaguid, backup_eligible, attestation_object, client_data_json, activation_id, bound_at,
                    version, mac)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(Arrays.asList(
                        authenticator.deviceId(),
                        e.signer(),
                        e.deviceName(),
                        authenticator.keyThumbprint(),
                        e.credentialId(),
                        e.userHandle(),
                        e.publicKey(),
                        e.aaguid(),
                        e.backupEligible(),
                        e.attestationObject(),
                        e.clientDataJson(),
                        e.activationId(),
                        Times.sql(e.boundAt()),
                        authenticator.version(),
                        mac(authenticator)))
                .update();
    }

    boolean passkeyExists(String passkeyId) {
        return jdbc.sql("SELECT count(*) FROM authenticator WHERE passkey_id = ?")
                        .params(passkeyId)
                        .query(Long.class)
                        .single()
                > 0;
    }

    void saveRevoked(Authenticator revoked) {
        Instant at = revoked.revokedAt();
        if (at == null) {
            throw new IllegalArgumentException("Device " + revoked.deviceId() + " is not revoked");
        }
        jdbc.sql("UPDATE authenticator SET revoked_at = ?, version = ?, mac = ? WHERE device_id = ?")
                .params(Times.sql(at), revoked.version(), mac(revoked), revoked.deviceId())
                .update();
    }

    /// For the signer to see; nothing rests on it, so it stands outside the MAC.
    void used(UUID deviceId, Instant at) {
        jdbc.sql("UPDATE authenticator SET last_used_at = ? WHERE device_id = ?")
                .params(Times.sql(at), deviceId)
                .update();
    }

    Optional<Instant> lastUsed(UUID deviceId) {
        return jdbc.sql("SELECT last_used_at FROM authenticator WHERE device_id = ? AND last_used_at IS NOT NULL")
                .params(deviceId)
                .query((row, _) -> Times.instant(row, "last_used_at"))
                .optional();
    }

    private Authenticator read(ResultSet row) throws SQLException {
        UUID deviceId = row.getObject("device_id", UUID.class);
        Authenticator authenticator = new Authenticator(
                deviceId,
                row.getString("key_thumbprint"),
                new Enrolment(
                        row.getString("signer"),
                        deviceId.toString(),
                        row.getString("device_name"),
                        row.getString("passkey_id"),
                        row.getString("user_handle"),
                        row.getString("public_key"),
                        row.getString("aaguid"),
                        row.getBoolean("backup_eligible"),
                        row.getString("attestation_object"),
                        row.getString("client_data_json"),
                        row.getString("activation_id"),
                        Times.instant(row, "bound_at")),
                Times.nullableInstant(row, "revoked_at"),
                row.getLong("version"));
        macs.check(row.getBytes("mac"), TABLE, fields(authenticator));
        return authenticator;
    }

    private byte[] mac(Authenticator authenticator) {
        return macs.of(TABLE, fields(authenticator));
    }

    /// A row of before user handles were kept has none, and its MAC covers none.
    private static @Nullable Object[] fields(Authenticator authenticator) {
        Enrolment e = authenticator.enrolment();
        List<@Nullable Object> fields = new ArrayList<>(Arrays.asList(
                authenticator.deviceId(),
                e.signer(),
                e.deviceName(),
                authenticator.keyThumbprint(),
                e.credentialId(),
                e.publicKey(),
                e.aaguid(),
                e.backupEligible(),
                e.attestationObject(),
                e.clientDataJson(),
                e.activationId(),
                e.boundAt(),
                authenticator.revokedAt(),
                authenticator.version()));
        if (e.userHandle() != null) {
            fields.add(e.userHandle());
        }
        return fields.toArray();
    }
}
