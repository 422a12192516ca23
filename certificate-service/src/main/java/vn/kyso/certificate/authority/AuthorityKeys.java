package vn.kyso.certificate.authority;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.cert.X509CertificateHolder;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.kyso.cades.Certificates;
import vn.kyso.frame.WrappingKey;

/// The CA's keys as the database keeps them: certificates in the clear, private keys wrapped, bound to their
/// role, generation and certificate, so that a row can't take another's key.
final class AuthorityKeys {
    private static final String NEWEST = """
            SELECT DISTINCT ON (role) role, generation, certificate, wrapped_key
            FROM authority_key ORDER BY role, generation DESC""";

    private final JdbcClient jdbc;
    private final WrappingKey wrappingKey;

    AuthorityKeys(JdbcClient jdbc, WrappingKey wrappingKey) {
        this.jdbc = jdbc;
        this.wrappingKey = wrappingKey;
    }

    /// Each role's newest key, open.
    ///
    /// @throws vn.kyso.frame.WrappedValueException if one does not open under this master key
    Map<AuthorityRole, AuthorityKey> newest() {
        Map<AuthorityRole, AuthorityKey> keys = new EnumMap<>(AuthorityRole.class);
        rows().forEach(row -> keys.put(row.role(), open(row)));
        return keys;
    }

    void add(AuthorityKey key, Instant now) {
        byte[] certificate = Certificates.der(key.certificate());
        byte[] clear = key.privateKey().getEncoded();
        jdbc.sql("""
                        INSERT INTO authority_key
                            (role, generation, serial, issuer, certificate, wrapped_key, not_after, created_at)
                        VALUES (:role, :generation, :serial, :issuer, :certificate, :wrapped, :notAfter, :now)""")
                .param("role", key.role().name())
                .param("generation", key.generation())
                .param("serial", Certificates.serial(key.certificate()))
                .param("issuer", key.role().issuer().name())
                .param("certificate", certificate)
                .param("wrapped", wrappingKey.wrap(clear, boundTo(key.role(), key.generation(), key.certificate())))
                .param("notAfter", key.certificate().getNotAfter().toInstant().atOffset(ZoneOffset.UTC))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .update();
        java.util.Arrays.fill(clear, (byte) 0);
    }

    /// Whether a CA has issued that serial to one of the CA's own keys.
    boolean issued(CertificationAuthority ca, BigInteger serial) {
        return jdbc.sql("SELECT count(*) FROM authority_key WHERE issuer = :issuer AND serial = :serial")
                        .param("issuer", ca.role().name())
                        .param("serial", serial.toString(16).toUpperCase(Locale.ROOT))
                        .query(Long.class)
                        .single()
                > 0;
    }

    private List<Row> rows() {
        return jdbc.sql(NEWEST)
                .query((rs, n) -> new Row(
                        AuthorityRole.valueOf(rs.getString("role")),
                        rs.getInt("generation"),
                        rs.getBytes("certificate"),
                        rs.getBytes("wrapped_key")))
                .list();
    }

    private AuthorityKey open(Row row) {
        var certificate = Certificates.parse(row.certificate());
        byte[] clear = wrappingKey.unwrap(row.wrapped(), boundTo(row.role(), row.generation(), certificate));
        try {
            PrivateKey key = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(clear));
            return new AuthorityKey(
                    row.role(), row.generation(), new X509CertificateHolder(row.certificate()), certificate, key);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The key of " + row.role() + " can't be read", e);
        } finally {
            java.util.Arrays.fill(clear, (byte) 0);
        }
    }

    private static String boundTo(AuthorityRole role, int generation, java.security.cert.X509Certificate certificate) {
        return "certificate/authority-key/v1/" + role + "/" + generation + "/" + Certificates.digest(certificate);
    }

    @SuppressWarnings("ArrayRecordComponent") // lives for the length of one read
    private record Row(AuthorityRole role, int generation, byte[] certificate, byte[] wrapped) {}
}
