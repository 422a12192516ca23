package vn.kyso.signing.credential;

import java.security.cert.X509Certificate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.kyso.cades.Certificates;
import vn.kyso.signing.row.RowMacs;

/// The roots that certificates and timestamps of this installation chain to.
@Component
public class TrustAnchors {
    private static final String TABLE = "trust_anchor v1";

    private final JdbcClient jdbc;
    private final RowMacs macs;

    TrustAnchors(JdbcClient jdbc, RowMacs macs) {
        this.jdbc = jdbc;
        this.macs = macs;
    }

    /// In no particular order; empty before the certificate-service has named one.
    ///
    /// @throws vn.kyso.signing.row.RowAlteredException if a row is not as this service wrote it
    public List<X509Certificate> all() {
        return jdbc.sql("SELECT * FROM trust_anchor ORDER BY digest")
                .query((row, _) -> {
                    byte[] der = row.getBytes("der");
                    macs.check(
                            row.getBytes("mac"),
                            TABLE,
                            row.getString("digest"),
                            row.getLong("version"),
                            row.getString("name"),
                            der);
                    return Certificates.parse(der);
                })
                .list();
    }

    /// @return the anchor's digest
    String put(String name, X509Certificate anchor, long version) {
        String digest = Certificates.digest(anchor);
        byte[] der = Certificates.der(anchor);
        jdbc.sql("""
                INSERT INTO trust_anchor (digest, version, name, der, mac) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (digest) DO UPDATE SET version = excluded.version, name = excluded.name, mac = excluded.mac
                WHERE trust_anchor.version < excluded.version
                """)
                .params(digest, version, name, der, macs.of(TABLE, digest, version, name, der))
                .update();
        return digest;
    }
}
