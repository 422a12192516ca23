package vn.kyso.document.certificate;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/// Certificates one after the other, DER, as a row holds them.
final class CertificateChain {
    private CertificateChain() {}

    static List<X509Certificate> parse(byte[] ders) {
        try {
            return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(ders)).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (CertificateException e) {
            throw new IllegalStateException("A stored chain can't be read", e);
        }
    }
}
