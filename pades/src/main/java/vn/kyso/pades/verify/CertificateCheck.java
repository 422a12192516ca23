package vn.kyso.pades.verify;

import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.CertificatePaths;
import vn.kyso.cades.Certificates;
import vn.kyso.cades.CrlCheck;
import vn.kyso.cades.OcspCheck;
import vn.kyso.cades.RevocationInvalidException;
import vn.kyso.cades.RevocationStatus;

/// Whether a certificate leads to an anchor and was good at a moment: path (RFC 5280), strength of keys and hashes,
/// and the status of each certificate on the path from what the file holds, or else from who can be asked.
final class CertificateCheck {
    private static final int LEAST_RSA_BITS = 2048;
    private static final int LEAST_EC_BITS = 256;

    private final @Nullable CertificatePaths paths;
    private final StatusSource source;
    private final Duration tolerance;
    private final Map<X509Certificate, Optional<RevocationStatus>> asked = new HashMap<>();

    CertificateCheck(Collection<X509Certificate> anchors, StatusSource source, Duration tolerance) {
        this.paths = anchors.isEmpty() ? null : new CertificatePaths(anchors);
        this.source = source;
        this.tolerance = tolerance;
    }

    /// @param chain the certificate alone where no anchor was reached
    record Result(List<CertificateFacts> chain, boolean trusted, List<Finding> findings) {}

    /// @param at the moment that counts
    /// @param proven whether the signature is proven to have existed then; otherwise the moment is now
    /// @param issuers where issuers may be found
    Result at(
            X509Certificate certificate,
            Collection<X509Certificate> issuers,
            SecurityStoreData store,
            Instant at,
            boolean proven) {
        List<Finding> findings = new ArrayList<>();
        weakKey(certificate).ifPresent(findings::add);
        List<X509Certificate> path = path(certificate, issuers, at);
        if (path.isEmpty()) {
            findings.add(whyNoPath(certificate, issuers, at));
            return new Result(List.of(new CertificateFacts(certificate, false, null)), false, findings);
        }
        List<CertificateFacts> facts = new ArrayList<>();
        for (int i = 0; i + 1 < path.size(); i++) {
            weakSignature(path.get(i)).ifPresent(findings::add);
            CertificateFacts.Revocation status = status(path.get(i), path.get(i + 1), store, at);
            judge(path.get(i), status, at, proven).ifPresent(findings::add);
            facts.add(new CertificateFacts(path.get(i), false, status));
        }
        facts.add(new CertificateFacts(path.getLast(), true, null));
        return new Result(facts, true, findings);
    }

    /// Whether its key may sign documents at all (RFC 5280, 4.2.1.3).
    static Optional<Finding> notForSigning(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return usage == null || usage[0] || usage[1]
                ? Optional.empty()
                : Optional.of(Finding.of(
                        Finding.Code.CERTIFICATE_NOT_FOR_SIGNING,
                        "The certificate's key usage permits no signatures on documents"));
    }

    /// Certificates beside a signature are not signed with it; one that nobody known issued was put there or damaged.
    static Optional<Finding> stranger(
            Collection<X509Certificate> beside, Collection<X509Certificate> issuers, List<CertificateFacts> chain) {
        List<X509Certificate> known = new ArrayList<>(issuers);
        chain.forEach(facts -> known.add(facts.certificate()));
        return beside.stream().allMatch(c -> known.stream().anyMatch(i -> issued(i, c)))
                ? Optional.empty()
                : Optional.of(Finding.of(
                                Finding.Code.CONTENTS_MALFORMED,
                                "A certificate beside the signature is damaged or belongs to nothing")
                        .undecided(SubIndication.SIG_CONSTRAINTS_FAILURE));
    }

    private static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        if (!issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (java.security.GeneralSecurityException | RuntimeException e) {
            // Providers say "not by this key" in many ways.
            return false;
        }
    }

    private List<X509Certificate> path(X509Certificate certificate, Collection<X509Certificate> issuers, Instant at) {
        return paths == null
                ? List.of()
                : paths.pathOf(certificate, issuers, at).orElse(List.of());
    }

    private Finding whyNoPath(X509Certificate certificate, Collection<X509Certificate> issuers, Instant at) {
        String name = name(certificate);
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        if (at.isBefore(from)) {
            return Finding.of(Finding.Code.CERTIFICATE_NOT_YET_VALID, name + " is valid from " + from + " on");
        }
        if (at.isAfter(until) && !path(certificate, issuers, until).isEmpty()) {
            return Finding.of(
                    Finding.Code.CERTIFICATE_EXPIRED,
                    name + " was valid until " + until + ", and no timestamp proves a signature before that");
        }
        return Finding.of(Finding.Code.CHAIN_NOT_TRUSTED, name + " leads to no issuer that is trusted here");
    }

    private CertificateFacts.Revocation status(
            X509Certificate certificate, X509Certificate issuer, SecurityStoreData store, Instant at) {
        CertificateFacts.Revocation best = embedded(certificate, issuer, store, at);
        if (best != null) {
            return best;
        }
        RevocationStatus status =
                asked.computeIfAbsent(certificate, c -> source.ask(c, issuer)).orElse(null);
        return new CertificateFacts.Revocation(status, false, status == null ? null : status.thisUpdate());
    }

    /// Whether the store alone says of every certificate of the chain what its status was.
    boolean holdsAll(List<CertificateFacts> chain, SecurityStoreData store, Instant at) {
        for (int i = 0; i + 1 < chain.size(); i++) {
            if (embedded(chain.get(i).certificate(), chain.get(i + 1).certificate(), store, at) == null) {
                return false;
            }
        }
        return !chain.isEmpty() && chain.getLast().anchor();
    }

    private CertificateFacts.@Nullable Revocation embedded(
            X509Certificate certificate, X509Certificate issuer, SecurityStoreData store, Instant at) {
        CertificateFacts.@Nullable Revocation best = null;
        for (byte[] response : store.ocspResponses()) {
            best = better(best, ocsp(response, certificate, issuer), at);
        }
        for (byte[] crl : store.crls()) {
            best = better(best, crl(crl, certificate, issuer), at);
        }
        return best;
    }

    /// Of two that speak of the moment: a revocation, else the later one.
    private CertificateFacts.@Nullable Revocation better(
            CertificateFacts.@Nullable Revocation known, @Nullable RevocationStatus status, Instant at) {
        if (status == null || status instanceof RevocationStatus.Unknown || !speaksOf(status, at)) {
            return known;
        }
        boolean better = known == null
                || known.status() == null
                || !(known.status() instanceof RevocationStatus.Revoked)
                        && (status instanceof RevocationStatus.Revoked
                                || status.thisUpdate().isAfter(known.status().thisUpdate()));
        return better ? new CertificateFacts.Revocation(status, true, status.thisUpdate()) : known;
    }

    /// Said after the moment, or in force then.
    private boolean speaksOf(RevocationStatus status, Instant at) {
        Instant next = status.nextUpdate();
        return !status.thisUpdate().plus(tolerance).isBefore(at) || next != null && !next.isBefore(at);
    }

    private @Nullable RevocationStatus ocsp(byte[] response, X509Certificate certificate, X509Certificate issuer) {
        try {
            Instant said = OcspCheck.producedAt(response);
            return new OcspCheck(certificate, issuer).verify(response, said, tolerance, null);
        } catch (RevocationInvalidException e) {
            // About another certificate, or by nobody entrusted with it: says nothing.
            return null;
        }
    }

    private static @Nullable RevocationStatus crl(byte[] crl, X509Certificate certificate, X509Certificate issuer) {
        try {
            return new CrlCheck(issuer).verify(crl, certificate, CrlCheck.thisUpdate(crl));
        } catch (RevocationInvalidException e) {
            return null;
        }
    }

    private static Optional<Finding> judge(
            X509Certificate certificate, CertificateFacts.Revocation known, Instant at, boolean proven) {
        return switch (known.status()) {
            case RevocationStatus.Good good -> Optional.empty();
            case RevocationStatus.Revoked revoked -> {
                if (revoked.revokedAt().isAfter(at)) {
                    yield Optional.empty();
                }
                Finding finding = Finding.of(
                        Finding.Code.CERTIFICATE_REVOKED,
                        name(certificate)
                                + (revoked.suspended() ? " is suspended since " : " is revoked since ")
                                + revoked.revokedAt());
                yield Optional.of(
                        revoked.suspended()
                                ? finding.undecided(SubIndication.TRY_LATER)
                                : proven ? finding : finding.undecided(SubIndication.REVOKED_NO_POE));
            }
            case null, default ->
                Optional.of(Finding.of(
                        Finding.Code.REVOCATION_UNKNOWN,
                        name(certificate) + " may be revoked or not: its status could not be had"));
        };
    }

    private static Optional<Finding> weakKey(X509Certificate certificate) {
        boolean strong = switch (certificate.getPublicKey()) {
            case RSAPublicKey rsa -> rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
            case ECPublicKey ec -> ec.getParams().getOrder().bitLength() >= LEAST_EC_BITS;
            default -> certificate.getPublicKey().getAlgorithm().startsWith("Ed");
        };
        return strong
                ? Optional.empty()
                : Optional.of(
                        Finding.of(Finding.Code.ALGORITHM_WEAK, "The key of " + name(certificate) + " is too weak"));
    }

    private static Optional<Finding> weakSignature(X509Certificate certificate) {
        String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
        return algorithm.contains("SHA1") || algorithm.contains("MD5") || algorithm.contains("MD2")
                ? Optional.of(
                        Finding.of(Finding.Code.ALGORITHM_WEAK, name(certificate) + " is signed with " + algorithm))
                : Optional.empty();
    }

    static String name(X509Certificate certificate) {
        return "The certificate " + Certificates.serial(certificate) + " of "
                + certificate.getSubjectX500Principal().getName();
    }
}
