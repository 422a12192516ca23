package vn.kyso.signing.credential;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.kyso.signing.row.RowMacs;
import vn.kyso.signing.row.Times;

/// All credentials.
@Component
public class Credentials {
    private static final String TABLE = "credential v1";

    private final JdbcClient jdbc;
    private final RowMacs macs;

    Credentials(JdbcClient jdbc, RowMacs macs) {
        this.jdbc = jdbc;
        this.macs = macs;
    }

    /// @throws vn.kyso.signing.row.RowAlteredException if the row is not as this service wrote it
    public Optional<Credential> find(CredentialId id) {
        return jdbc.sql("SELECT * FROM credential WHERE id = ?")
                .params(id.value())
                .query((row, _) -> read(row))
                .optional();
    }

    void add(Credential credential) {
        jdbc.sql("INSERT INTO credential (id, signer, key_type, public_key, key_version, created_at, mac)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        credential.id().value(),
                        credential.signer(),
                        credential.keyType().wire(),
                        credential.publicKey().getEncoded(),
                        credential.keyVersion(),
                        Times.sql(credential.createdAt()),
                        mac(credential))
                .update();
    }

    /// @return false if it was destroyed before
    boolean markDestroyed(Credential credential, Instant at) {
        Credential destroyed = new Credential(
                credential.id(),
                credential.signer(),
                credential.keyType(),
                credential.publicKey(),
                credential.keyVersion(),
                credential.createdAt(),
                at);
        return jdbc.sql("UPDATE credential SET destroyed_at = ?, mac = ? WHERE id = ? AND destroyed_at IS NULL")
                        .params(Times.sql(at), mac(destroyed), credential.id().value())
                        .update()
                == 1;
    }

    private Credential read(ResultSet row) throws SQLException {
        KeyType type = KeyType.of(row.getString("key_type")).orElseThrow();
        @Nullable Instant destroyed = Times.nullableInstant(row, "destroyed_at");
        Credential credential = new Credential(
                new CredentialId(row.getObject("id", UUID.class)),
                row.getString("signer"),
                type,
                publicKey(type, row.getBytes("public_key")),
                row.getInt("key_version"),
                Times.instant(row, "created_at"),
                destroyed);
        macs.check(row.getBytes("mac"), TABLE, fields(credential));
        return credential;
    }

    private byte[] mac(Credential credential) {
        return macs.of(TABLE, fields(credential));
    }

    private static @Nullable Object[] fields(Credential credential) {
        return new @Nullable Object[] {
            credential.id(),
            credential.signer(),
            credential.keyType().wire(),
            credential.publicKey().getEncoded(),
            credential.keyVersion(),
            credential.createdAt(),
            credential.destroyedAt()
        };
    }

    private static PublicKey publicKey(KeyType type, byte[] spki) {
        try {
            String algorithm = switch (type) {
                case P256 -> "EC";
                case RSA2048, RSA3072 -> "RSA";
            };
            return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(spki));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A kept public key can't be read", e);
        }
    }
}
