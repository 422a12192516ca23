package vn.kyso.document.certificate;

import java.io.ByteArrayOutputStream;
import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import vn.kyso.cades.Certificates;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.TrustAnchorState;

/// The newest state of each certificate; older ones change nothing, in whatever order they come.
@Repository
public class KnownCertificates {
    private final JdbcClient jdbc;

    KnownCertificates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<KnownCertificate> byDigest(String digest) {
        return jdbc.sql("select * from certificate where digest = :digest")
                .param("digest", digest)
                .query(KnownCertificates::certificate)
                .optional();
    }

    List<KnownCertificate> ofSigner(String signer) {
        return jdbc.sql("select * from certificate where signer = :signer order by not_before desc, digest")
                .param("signer", signer)
                .query(KnownCertificates::certificate)
                .list();
    }

    boolean serialExists(String serial) {
        return jdbc.sql("select exists (select from certificate where serial = :serial)")
                .param("serial", serial)
                .query(Boolean.class)
                .single();
    }

    /// The installation's own roots.
    public List<X509Certificate> anchors() {
        return jdbc.sql("select certificate from trust_anchor order by digest").query(byte[].class).list().stream()
                .map(Certificates::parse)
                .toList();
    }

    void record(CertificateState state, long version) {
        // Read here, so that what can't be read never becomes a row.
        KnownCertificate known = KnownCertificate.of(state);
        byte[][] chain = known.chain().stream().map(Certificates::der).toArray(byte[][]::new);
        jdbc.sql("""
                        insert into certificate (digest, serial, signer, credential, holder, issuer, not_before, not_after,
                            status, chain, ocsp_response, status_at, version)
                        values (:digest, :serial, :signer, :credential, :holder, :issuer, :notBefore, :notAfter,
                            :status, :chain, :ocsp, :statusAt, :version)
                        on conflict (digest) do update set serial = excluded.serial, signer = excluded.signer,
                            credential = excluded.credential, holder = excluded.holder, issuer = excluded.issuer,
                            not_before = excluded.not_before, not_after = excluded.not_after,
                            status = excluded.status, chain = excluded.chain, ocsp_response = excluded.ocsp_response,
                            status_at = excluded.status_at, version = excluded.version
                        where certificate.version < excluded.version
                        """)
                .param("digest", known.digest())
                .param("serial", known.serial())
                .param("signer", known.signer())
                .param("credential", known.credentialId())
                .param("holder", known.holder())
                .param("issuer", known.issuer())
                .param("notBefore", known.notBefore().atOffset(ZoneOffset.UTC))
                .param("notAfter", known.notAfter().atOffset(ZoneOffset.UTC))
                .param("status", known.status().name())
                .param("chain", concatenated(chain))
                .param("ocsp", known.ocspResponse(), java.sql.Types.BINARY)
                .param("statusAt", known.statusAt().atOffset(ZoneOffset.UTC))
                .param("version", version)
                .update();
    }

    void record(TrustAnchorState state, long version) {
        X509Certificate anchor = Certificates.parse(Base64.getUrlDecoder().decode(state.certificate()));
        jdbc.sql("""
                        insert into trust_anchor (digest, name, certificate, version)
                        values (:digest, :name, :certificate, :version)
                        on conflict (digest) do update set name = excluded.name, version = excluded.version
                        where trust_anchor.version < excluded.version
                        """)
                .param("digest", Certificates.digest(anchor))
                .param("name", state.name())
                .param("certificate", Certificates.der(anchor))
                .param("version", version)
                .update();
    }

    private static byte[] concatenated(byte[][] ders) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Stream.of(ders).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static KnownCertificate certificate(ResultSet row, int n) throws SQLException {
        return new KnownCertificate(
                row.getString("digest"),
                row.getString("serial"),
                row.getString("signer"),
                row.getString("credential"),
                row.getString("holder"),
                row.getString("issuer"),
                row.getObject("not_before", OffsetDateTime.class).toInstant(),
                row.getObject("not_after", OffsetDateTime.class).toInstant(),
                CertificateState.Status.valueOf(row.getString("status")),
                CertificateChain.parse(row.getBytes("chain")),
                row.getBytes("ocsp_response"),
                row.getObject("status_at", OffsetDateTime.class).toInstant());
    }
}
