package vn.kyso.frame.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// One row of the log.
///
/// @param details JSON, exactly as it was written
/// @param position its place in the chain, from 1; null until it is sealed
record AuditRow(
        long id,
        Instant at,
        String action,
        String subject,
        String actor,
        String tenant,
        String details,
        @Nullable Long position,
        byte @Nullable [] hash) {
    static final String COLUMNS = "id, at, action, subject, actor, tenant, details, position, hash";

    static AuditRow read(ResultSet row, int number) throws SQLException {
        return new AuditRow(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("action"),
                row.getString("subject"),
                row.getString("actor"),
                row.getString("tenant"),
                row.getString("details"),
                row.getObject("position", Long.class),
                row.getBytes("hash"));
    }

    /// SHA-256 over the hash before it and everything the row says, each field with its length.
    byte[] chainedTo(byte[] previous, long at) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            text(out, "kyso-audit-row-v1");
            out.write(previous);
            out.writeLong(at);
            out.writeLong(id);
            out.writeLong(this.at.getEpochSecond());
            out.writeInt(this.at.getNano());
            text(out, action);
            text(out, subject);
            text(out, actor);
            text(out, tenant);
            text(out, details);
        } catch (IOException e) {
            throw new UncheckedIOException("Nothing is written outside of memory", e);
        }
        return sha256(bytes.toByteArray());
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
