package vn.kyso.signing.credential;

import java.security.cert.X509Certificate;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.kyso.cades.Certificates;
import vn.kyso.signing.row.RowMacs;
import vn.kyso.signing.row.Times;

/// All certificates that this service has been told of.
@Component
public class KnownCertificates {
    private static final String TABLE = "certificate v1";

    private final JdbcClient jdbc;
    private final RowMacs macs;

    KnownCertificates(JdbcClient jdbc, RowMacs macs) {
        this.jdbc = jdbc;
        this.macs = macs;
    }

    /// @param digest SHA-256 of the DER, base64url
    /// @throws vn.kyso.signing.row.RowAlteredException if the row is not as this service wrote it
    public Optional<KnownCertificate> find(String digest) {
        return jdbc.sql("SELECT * FROM certificate WHERE digest = ?")
                .params(digest)
                .query((row, _) -> read(row))
                .optional();
    }

    /// @return false if what is known already is as new or newer
    boolean put(KnownCertificate certificate) {
        return jdbc.sql("""
                        INSERT INTO certificate (digest, version, signer, credential_id, serial, holder, issuer,
                            not_before, not_after, status, status_at, chain, mac)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (digest) DO UPDATE SET version = excluded.version, signer = excluded.signer,
                            credential_id = excluded.credential_id, serial = excluded.serial,
                            holder = excluded.holder, issuer = excluded.issuer, not_before = excluded.not_before,
                            not_after = excluded.not_after, status = excluded.status,
                            status_at = excluded.status_at, chain = excluded.chain, mac = excluded.mac
                        WHERE certificate.version < excluded.version
                        """)
                        .params(Arrays.asList(
                                certificate.digest(),
                                certificate.version(),
                                certificate.signer(),
                                certificate.credentialId() == null
                                        ? null
                                        : certificate.credentialId().value(),
                                certificate.serial(),
                                certificate.holder(),
                                certificate.issuer(),
                                Times.sql(certificate.notBefore()),
                                Times.sql(certificate.notAfter()),
                                certificate.status().name().toLowerCase(Locale.ROOT),
                                Times.sql(certificate.statusAt()),
                                text(certificate.chain()),
                                macs.of(TABLE, fields(certificate))))
                        .update()
                == 1;
    }

    private KnownCertificate read(ResultSet row) throws SQLException {
        @Nullable UUID credential = row.getObject("credential_id", UUID.class);
        KnownCertificate certificate = new KnownCertificate(
                row.getString("digest"),
                row.getLong("version"),
                row.getString("signer"),
                credential == null ? null : new CredentialId(credential),
                row.getString("serial"),
                row.getString("holder"),
                row.getString("issuer"),
                Times.instant(row, "not_before"),
                Times.instant(row, "not_after"),
                KnownCertificate.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                Times.instant(row, "status_at"),
                chain(row.getString("chain")));
        macs.check(row.getBytes("mac"), TABLE, fields(certificate));
        return certificate;
    }

    private static @Nullable Object[] fields(KnownCertificate certificate) {
        return new @Nullable Object[] {
            certificate.digest(),
            certificate.version(),
            certificate.signer(),
            certificate.credentialId(),
            certificate.serial(),
            certificate.holder(),
            certificate.issuer(),
            certificate.notBefore(),
            certificate.notAfter(),
            certificate.status(),
            certificate.statusAt(),
            text(certificate.chain())
        };
    }

    private static String text(List<X509Certificate> chain) {
        return chain.stream()
                .map(c -> Base64.getEncoder().encodeToString(Certificates.der(c)))
                .collect(Collectors.joining(" "));
    }

    private static List<X509Certificate> chain(String text) {
        return Arrays.stream(text.split(" "))
                .map(c -> Certificates.parse(Base64.getDecoder().decode(c)))
                .toList();
    }
}
