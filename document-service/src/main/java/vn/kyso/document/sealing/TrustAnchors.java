package vn.kyso.document.sealing;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import vn.kyso.document.certificate.KnownCertificates;

/// Whom timestamps must lead to: the installation's own roots, and those that configuration names.
@Component
public class TrustAnchors {
    private final KnownCertificates known;
    private final Set<X509Certificate> configured;

    TrustAnchors(KnownCertificates known, PkiSettings settings) {
        this.known = known;
        this.configured = new LinkedHashSet<>();
        settings.trustedAnchors().forEach(file -> configured.add(read(file)));
    }

    public Set<X509Certificate> all() {
        Set<X509Certificate> all = new LinkedHashSet<>(configured);
        all.addAll(known.anchors());
        return all;
    }

    private static X509Certificate read(Resource file) {
        try (InputStream in = file.getInputStream()) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException("kyso.pki.trusted-anchors: " + file + " is no certificate", e);
        }
    }
}
