package vn.kyso.certificate.status;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.kyso.cades.Certificates;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.signer.UserId;

/// The register of subscribers' certificates. What changes it also publishes it: [CertificateEvents].
final class SubscriberCertificates {
    private static final String SELECT = """
            SELECT c.user_id, s.kind, c.signer, c.credential_id, c.issued_here, c.holder, c.issuer, c.key_type, c.chain,
                   c.status, c.status_since, c.status_as_of, c.revocation_reason, c.version
            FROM certificate c JOIN subscriber s ON s.user_id = c.user_id
            """;
    private static final String LOCKED = " FOR UPDATE OF c";
    private static final String NEWEST_FIRST = " ORDER BY c.created_at DESC, c.digest";

    private final JdbcClient jdbc;

    SubscriberCertificates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// Adds one; empty-handed if it is there already.
    boolean add(SubscriberCertificate certificate, Instant now) {
        return jdbc.sql("""
                                INSERT INTO certificate (digest, serial, user_id, signer, credential_id, issued_here,
                                    holder, issuer, key_type, key_digest, not_before, not_after, chain,
                                    status, status_since, version, published_at, created_at)
                                VALUES (:digest, :serial, :userId, :signer, :credentialId, :issuedHere,
                                    :holder, :issuer, :keyType, :keyDigest, :notBefore, :notAfter, :chain,
                                    'GOOD', :now, :version, :now, :now)
                                ON CONFLICT (digest) DO NOTHING""")
                        .param("digest", certificate.digest())
                        .param("serial", certificate.serial())
                        .param("userId", certificate.userId().value())
                        .param("signer", certificate.signer().value())
                        .param("credentialId", certificate.credentialId())
                        .param("issuedHere", certificate.issuedHere())
                        .param("holder", certificate.holder())
                        .param("issuer", certificate.issuer())
                        .param("keyType", certificate.keyType())
                        .param("keyDigest", keyDigest(certificate.certificate().getPublicKey()))
                        .param("notBefore", utc(certificate.notBefore()))
                        .param("notAfter", utc(certificate.notAfter()))
                        .param(
                                "chain",
                                certificate.chain().stream()
                                        .map(Certificates::der)
                                        .toArray(byte[][]::new))
                        .param("version", certificate.version())
                        .param("now", utc(now))
                        .update()
                == 1;
    }

    /// Notes state and version; in the transaction that holds the row's lock.
    void update(SubscriberCertificate certificate, Instant now) {
        @Nullable
        Integer reason = switch (certificate.state()) {
            case RevocationState.Good good -> null;
            case RevocationState.Suspended suspended -> RevocationReason.CERTIFICATE_HOLD;
            case RevocationState.Revoked revoked -> revoked.reason().code();
        };
        jdbc.sql("""
                        UPDATE certificate SET status = :status, status_since = :since, status_as_of = :asOf,
                            revocation_reason = :reason,
                            version = :version, published_at = :now
                        WHERE digest = :digest""")
                .param("status", certificate.state().published().name())
                .param("since", utc(certificate.state().since()))
                .param(
                        "asOf",
                        certificate.statusAsOf() == null ? null : utc(certificate.statusAsOf()),
                        Types.TIMESTAMP_WITH_TIMEZONE)
                .param("reason", reason)
                .param("version", certificate.version())
                .param("now", utc(now))
                .param("digest", certificate.digest())
                .update();
    }

    Optional<SubscriberCertificate> byDigest(String digest) {
        return where("c.digest = :value", digest, "").optional();
    }

    /// The same, its row locked until the transaction ends.
    Optional<SubscriberCertificate> lockByDigest(String digest) {
        return where("c.digest = :value", digest, LOCKED).optional();
    }

    /// The certificate that this CA issued under that serial, its row locked until the transaction ends.
    Optional<SubscriberCertificate> lockBySerial(String serial) {
        return where("c.issued_here AND c.serial = :value", serial, LOCKED).optional();
    }

    List<SubscriberCertificate> ofUser(UserId userId) {
        return where("c.user_id = :value", userId.value(), NEWEST_FIRST).list();
    }

    List<SubscriberCertificate> ofSigner(SignerRef signer) {
        return where("c.signer = :value", signer.value(), NEWEST_FIRST).list();
    }

    /// @param condition on one `:value`
    private JdbcClient.MappedQuerySpec<SubscriberCertificate> where(String condition, String value, String then) {
        return jdbc.sql(SELECT + "WHERE " + condition + then)
                .param("value", value)
                .query(SubscriberCertificates::read);
    }

    /// Certificates about which nothing was published since `before` and that have not expired; their rows
    /// locked, those that other instances hold left out.
    List<SubscriberCertificate> lockQuietSince(Instant before, Instant now, int limit) {
        return jdbc.sql(SELECT + """
                        WHERE c.published_at <= :before AND c.not_after > :now
                        ORDER BY c.published_at LIMIT :limit FOR UPDATE OF c SKIP LOCKED""")
                .param("before", utc(before))
                .param("now", utc(now))
                .param("limit", limit)
                .query(SubscriberCertificates::read)
                .list();
    }

    /// Unexpired certificates of that CA that are not revoked; their rows locked.
    List<SubscriberCertificate> lockInForce(X509Certificate issuer, Instant now, int limit) {
        return jdbc.sql(SELECT + """
                        WHERE c.issued_here AND c.chain[2] = :issuer AND c.status <> 'REVOKED' AND c.not_after > :now
                        ORDER BY c.digest LIMIT :limit FOR UPDATE OF c""")
                .param("issuer", Certificates.der(issuer))
                .param("now", utc(now))
                .param("limit", limit)
                .query(SubscriberCertificates::read)
                .list();
    }

    /// What is known about a key. Until the transaction ends, no other instance gets an answer about the same
    /// key.
    KeyHistory lockHistoryOf(PublicKey key) {
        String digest = keyDigest(key);
        jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", digest)
                .query()
                .listOfRows();
        List<Use> uses = jdbc.sql("SELECT user_id, revocation_reason FROM certificate WHERE key_digest = :key")
                .param("key", digest)
                .query((rs, n) -> new Use(rs.getString("user_id"), rs.getObject("revocation_reason", Integer.class)))
                .list();
        return new KeyHistory(
                uses.stream().map(Use::userId).collect(Collectors.toSet()),
                uses.stream()
                        .anyMatch(use -> Integer.valueOf(RevocationReason.KEY_COMPROMISE.code())
                                .equals(use.revocationReason())));
    }

    private record Use(String userId, @Nullable Integer revocationReason) {}

    private static SubscriberCertificate read(ResultSet rs, int row) throws SQLException {
        List<X509Certificate> chain = new ArrayList<>();
        for (byte[] der : (byte[][]) rs.getArray("chain").getArray()) {
            chain.add(Certificates.parse(der));
        }
        OffsetDateTime asOf = rs.getObject("status_as_of", OffsetDateTime.class);
        return new SubscriberCertificate(
                new UserId(rs.getString("user_id"), UserId.Kind.valueOf(rs.getString("kind"))),
                new SignerRef(rs.getString("signer")),
                rs.getString("credential_id"),
                rs.getBoolean("issued_here"),
                rs.getString("holder"),
                rs.getString("issuer"),
                rs.getString("key_type"),
                chain,
                state(rs),
                asOf == null ? null : asOf.toInstant(),
                rs.getLong("version"));
    }

    static RevocationState state(ResultSet rs) throws SQLException {
        Instant since = rs.getObject("status_since", OffsetDateTime.class).toInstant();
        return switch (rs.getString("status")) {
            case "GOOD" -> new RevocationState.Good(since);
            case "SUSPENDED" -> new RevocationState.Suspended(since);
            case "REVOKED" ->
                new RevocationState.Revoked(since, RevocationReason.ofCode(rs.getInt("revocation_reason")));
            default -> throw new SQLException("No status of certificates: " + rs.getString("status"));
        };
    }

    private static String keyDigest(PublicKey key) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
