package vn.kyso.certificate.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.kyso.cades.Certificates;
import vn.kyso.frame.WrappingKey;

/// The CA's keys as the database keeps them: certificates in the clear, private keys wrapped, bound to their
/// role, generation and certificate, so that a row can't take another's key.
final class AuthorityKeys {
    private static final String CERTIFICATE = """
            SELECT role, generation, issuer_generation, certificate, revoked_at, revocation_reason FROM authority_key
            """;

    private final JdbcClient jdbc;
    private final WrappingKey wrappingKey;

    AuthorityKeys(JdbcClient jdbc, WrappingKey wrappingKey) {
        this.jdbc = jdbc;
        this.wrappingKey = wrappingKey;
    }

    /// A key, open, and whether it may be used for anything new.
    record Stored(AuthorityKey key, boolean revoked) {}

    /// Every CA's key, and those of the others whose certificates have not expired; each role's in order of their
    /// generations.
    ///
    /// @throws vn.kyso.frame.WrappedValueException if one does not open under this master key
    List<Stored> all(Instant now) {
        return jdbc
                .sql("""
                        SELECT role, generation, issuer_generation, certificate, wrapped_key, revoked_at
                        FROM authority_key WHERE role IN ('ROOT', 'ISSUING') OR not_after > :now
                        ORDER BY role, generation""")
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query((rs, n) -> new Row(
                        AuthorityRole.valueOf(rs.getString("role")),
                        rs.getInt("generation"),
                        rs.getInt("issuer_generation"),
                        rs.getBytes("certificate"),
                        rs.getBytes("wrapped_key"),
                        rs.getObject("revoked_at") != null))
                .list()
                .stream()
                .map(row -> new Stored(open(row), row.revoked()))
                .toList();
    }

    /// Changes with every key that is made or revoked.
    String state() {
        return jdbc.sql("SELECT count(*) || '/' || count(revoked_at) FROM authority_key")
                .query(String.class)
                .single();
    }

    /// The generation that comes next.
    int next(AuthorityRole role) {
        return jdbc.sql("SELECT coalesce(max(generation), 0) + 1 FROM authority_key WHERE role = :role")
                .param("role", role.name())
                .query(Integer.class)
                .single();
    }

    /// Whether that generation of the issuing CA may still issue; until the transaction ends nobody revokes it.
    boolean lockInForce(CertificationAuthority ca) {
        return jdbc.sql("""
                        SELECT generation FROM authority_key
                        WHERE role = :role AND generation = :generation AND revoked_at IS NULL FOR SHARE""")
                .param("role", ca.role().name())
                .param("generation", ca.generation())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /// @param reason CRLReason
    /// @return whether it was not revoked before
    boolean revoke(AuthorityRole role, int generation, Instant at, int reason) {
        return jdbc.sql("""
                                UPDATE authority_key SET revoked_at = :at, revocation_reason = :reason
                                WHERE role = :role AND generation = :generation AND revoked_at IS NULL""")
                        .param("at", at.atOffset(ZoneOffset.UTC))
                        .param("reason", reason)
                        .param("role", role.name())
                        .param("generation", generation)
                        .update()
                == 1;
    }

    /// What operators see of the keys, the newest first.
    List<AuthorityCertificate> certificates() {
        return jdbc.sql(CERTIFICATE + "ORDER BY created_at DESC, role, generation DESC")
                .query(AuthorityKeys::certificate)
                .list();
    }

    /// Which of the keys that CA has issued this serial to.
    Optional<AuthorityCertificate> issued(CertificationAuthority ca, BigInteger serial) {
        return jdbc.sql(CERTIFICATE + "WHERE issuer = :issuer AND issuer_generation = :generation AND serial = :serial")
                .param("issuer", ca.role().name())
                .param("generation", ca.generation())
                .param("serial", serial.toString(16).toUpperCase(Locale.ROOT))
                .query(AuthorityKeys::certificate)
                .optional();
    }

    private static AuthorityCertificate certificate(ResultSet row, int number) throws SQLException {
        OffsetDateTime revokedAt = row.getObject("revoked_at", OffsetDateTime.class);
        return new AuthorityCertificate(
                AuthorityRole.valueOf(row.getString("role")),
                row.getInt("generation"),
                row.getInt("issuer_generation"),
                Certificates.parse(row.getBytes("certificate")),
                revokedAt == null
                        ? null
                        : new AuthorityCertificate.Revocation(revokedAt.toInstant(), row.getInt("revocation_reason")));
    }

    void add(AuthorityKey key, Instant now) {
        byte[] certificate = Certificates.der(key.certificate());
        byte[] clear = key.privateKey().getEncoded();
        jdbc.sql("""
                        INSERT INTO authority_key
                            (role, generation, serial, issuer, issuer_generation, certificate, wrapped_key, not_after,
                             created_at)
                        VALUES (:role, :generation, :serial, :issuer, :issuerGeneration, :certificate, :wrapped,
                            :notAfter, :now)""")
                .param("role", key.role().name())
                .param("generation", key.generation())
                .param("serial", Certificates.serial(key.certificate()))
                .param("issuer", key.role().issuer().name())
                .param("issuerGeneration", key.issuerGeneration())
                .param("certificate", certificate)
                .param("wrapped", wrappingKey.wrap(clear, boundTo(key.role(), key.generation(), key.certificate())))
                .param("notAfter", key.certificate().getNotAfter().toInstant().atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        Arrays.fill(clear, (byte) 0);
        if (key.role().profile().authority()) {
            // A CA has a revocation list from its first day.
            jdbc.sql("INSERT INTO revocation_list (ca) VALUES (:ca) ON CONFLICT (ca) DO NOTHING")
                    .param("ca", key.authority().id())
                    .update();
        }
    }

    private AuthorityKey open(Row row) {
        var certificate = Certificates.parse(row.certificate());
        byte[] clear = wrappingKey.unwrap(row.wrapped(), boundTo(row.role(), row.generation(), certificate));
        try {
            PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(clear));
            return new AuthorityKey(
                    row.role(),
                    row.generation(),
                    row.issuerGeneration(),
                    new X509CertificateHolder(row.certificate()),
                    certificate,
                    key);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The key of " + row.role() + " can't be read", e);
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private static String boundTo(AuthorityRole role, int generation, java.security.cert.X509Certificate certificate) {
        return "certificate/authority-key/v1/" + role + "/" + generation + "/" + Certificates.digest(certificate);
    }

    @SuppressWarnings("ArrayRecordComponent") // lives for the length of one read
    private record Row(
            AuthorityRole role,
            int generation,
            int issuerGeneration,
            byte[] certificate,
            byte[] wrapped,
            boolean revoked) {}
}
