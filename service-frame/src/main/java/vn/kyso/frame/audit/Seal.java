package vn.kyso.frame.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import vn.kyso.contracts.envelope.Service;

/// A signature of the service over its chain up to one position.
///
/// @param number from 1, without gaps
/// @param hash of the row at the last position
/// @param signature Ed25519
record Seal(long number, long lastPosition, byte[] hash, Instant sealedAt, byte[] signature) {
    static final String COLUMNS = "number, last_position, hash, sealed_at, signature";

    /// Where every chain begins.
    static final Seal NONE = new Seal(0, 0, new byte[32], Instant.EPOCH, new byte[0]);

    static Seal read(ResultSet row, int number) throws SQLException {
        return new Seal(
                row.getLong("number"),
                row.getLong("last_position"),
                row.getBytes("hash"),
                row.getObject("sealed_at", OffsetDateTime.class).toInstant(),
                row.getBytes("signature"));
    }

    Seal signed(Service by, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(signedBytes(by));
            return new Seal(number, lastPosition, hash, sealedAt, signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 did not sign", e);
        }
    }

    boolean signatureHolds(Service by, PublicKey key) {
        try {
            Signature verification = Signature.getInstance("Ed25519");
            verification.initVerify(key);
            verification.update(signedBytes(by));
            return verification.verify(signature);
        } catch (SignatureException _) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 did not verify", e);
        }
    }

    private byte[] signedBytes(Service by) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            AuditRow.text(out, "kyso-audit-seal-v1");
            AuditRow.text(out, by.id());
            out.writeLong(number);
            out.writeLong(lastPosition);
            out.write(hash);
            out.writeLong(sealedAt.getEpochSecond());
            out.writeInt(sealedAt.getNano());
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing is written outside of memory", e);
        }
        return bytes.toByteArray();
    }
}
