package vn.kyso.cades;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Paths from a certificate to one of the given anchors (RFC 5280, 6), revocation aside. A path once found is kept
/// for the time in which all its certificates are valid, because the same TSA's chain is asked for with every
/// signature. Safe for use by many threads.
public final class CertificatePaths {
    /// Certificates come from strangers too; beyond this nothing more is kept.
    private static final int MAX_KEPT = 256;

    private final Set<TrustAnchor> anchors;
    private final Set<X509Certificate> anchorCertificates;
    private final Map<X509Certificate, List<X509Certificate>> kept = new ConcurrentHashMap<>();

    public CertificatePaths(Collection<X509Certificate> anchors) {
        if (anchors.isEmpty()) {
            throw new IllegalArgumentException("Trust needs at least one anchor");
        }
        this.anchorCertificates = Set.copyOf(anchors);
        this.anchors = anchors.stream().map(a -> new TrustAnchor(a, null)).collect(Collectors.toUnmodifiableSet());
    }

    /// The path from the certificate (first) to an anchor (last) at that moment, if there is one.
    ///
    /// @param intermediates where issuers may be found
    public Optional<List<X509Certificate>> pathOf(
            X509Certificate certificate, Collection<X509Certificate> intermediates, Instant at) {
        List<X509Certificate> known = kept.get(certificate);
        if (known != null && known.stream().allMatch(c -> validAt(c, at))) {
            return Optional.of(known);
        }
        if (anchorCertificates.contains(certificate)) {
            return validAt(certificate, at) ? Optional.of(List.of(certificate)) : Optional.empty();
        }
        Optional<List<X509Certificate>> found = build(certificate, intermediates, at);
        if (found.isPresent() && kept.size() < MAX_KEPT) {
            kept.put(certificate, found.get());
        }
        return found;
    }

    private Optional<List<X509Certificate>> build(
            X509Certificate certificate, Collection<X509Certificate> intermediates, Instant at) {
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(certificate);
        try {
            List<X509Certificate> available = new ArrayList<>(intermediates);
            available.add(certificate);
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(available)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            PKIXCertPathBuilderResult result = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            List<X509Certificate> path = new ArrayList<>();
            result.getCertPath().getCertificates().forEach(c -> path.add((X509Certificate) c));
            X509Certificate anchor = result.getTrustAnchor().getTrustedCert();
            if (!validAt(anchor, at)) {
                return Optional.empty();
            }
            path.add(anchor);
            return Optional.of(List.copyOf(path));
        } catch (GeneralSecurityException e) {
            // "No path" is an expected answer, which the platform gives as an exception.
            return Optional.empty();
        }
    }

    private static boolean validAt(X509Certificate certificate, Instant at) {
        return !at.isBefore(certificate.getNotBefore().toInstant())
                && !at.isAfter(certificate.getNotAfter().toInstant());
    }
}
