package vn.kyso.certificate.issuance;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import vn.kyso.cades.CertificatePaths;

/// Roots of other CAs, by configuration only.
final class TrustedRoots {
    private final @Nullable CertificatePaths paths;

    TrustedRoots(List<Resource> files) {
        List<X509Certificate> roots =
                files.stream().flatMap(file -> read(file).stream()).toList();
        this.paths = roots.isEmpty() ? null : new CertificatePaths(roots);
    }

    /// The path from the certificate to a trusted root, if there is one at that moment.
    Optional<List<X509Certificate>> pathOf(
            X509Certificate certificate, List<X509Certificate> intermediates, Instant at) {
        return paths == null ? Optional.empty() : paths.pathOf(certificate, intermediates, at);
    }

    private static List<X509Certificate> read(Resource file) {
        try (InputStream in = file.getInputStream()) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (IOException | CertificateException e) {
            throw new IllegalStateException("kyso.issuance.trusted-roots: " + file + " can't be read", e);
        }
    }
}
