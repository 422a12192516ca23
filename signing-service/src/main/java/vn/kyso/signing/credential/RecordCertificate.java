package vn.kyso.signing.credential;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.kyso.cades.CertificatePaths;
import vn.kyso.cades.Certificates;
import vn.kyso.cades.OcspCheck;
import vn.kyso.cades.RevocationInvalidException;
import vn.kyso.cades.RevocationStatus;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.messaging.NewWork;
import vn.kyso.messaging.UnprocessableEventException;
import vn.kyso.messaging.WorkQueue;

/// Records what the certificate-service says of a certificate, by event or when asked. Its word counts for little: the
/// status is what the CA signed (OCSP), the chain must reach a known root, and a certificate is joined to a credential
/// only if signer and public key are that credential's.
@Component
class RecordCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(RecordCertificate.class);

    /// Between the CA's clock and ours.
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final KnownCertificates certificates;
    private final TrustAnchors anchors;
    private final Credentials credentials;
    private final WorkQueue work;
    private final AuditLog audit;
    private final InstantSource clock;

    RecordCertificate(
            KnownCertificates certificates,
            TrustAnchors anchors,
            Credentials credentials,
            WorkQueue work,
            AuditLog audit,
            InstantSource clock) {
        this.certificates = certificates;
        this.anchors = anchors;
        this.credentials = credentials;
        this.work = work;
        this.audit = audit;
        this.clock = clock;
    }

    /// In the caller's transaction. A version that is not newer than what is known changes nothing.
    ///
    /// @return the digest of the root that must be known before the certificate is; empty if it is recorded or was
    /// @throws UnprocessableEventException if it is not to be believed
    Optional<String> record(CertificateState state, long version) {
        List<X509Certificate> chain = state.chain().stream()
                .map(c -> Certificates.parse(Base64.getUrlDecoder().decode(c)))
                .toList();
        if (chain.isEmpty() || !Certificates.digest(chain.getFirst()).equals(state.certificateDigest())) {
            throw new UnprocessableEventException(ProblemType.EVENT_REFUSED, "The chain is not this certificate's");
        }
        if (state.credentialId() != null && !isAnchor(chain.getLast())) {
            return Optional.of(Certificates.digest(chain.getLast()));
        }
        Optional<KnownCertificate> known = certificates.find(state.certificateDigest());
        if (known.isPresent() && known.get().version() >= version) {
            return Optional.empty();
        }
        KnownCertificate certificate = believed(state, version, chain);
        if (certificates.put(certificate) && certificate.status() == KnownCertificate.Status.REVOKED) {
            destroyKey(certificate);
        }
        return Optional.empty();
    }

    /// The state as far as the CA's signature carries it.
    private KnownCertificate believed(CertificateState state, long version, List<X509Certificate> chain) {
        X509Certificate leaf = chain.getFirst();
        @Nullable CredentialId credential = credentialOf(state, leaf).orElse(null);
        KnownCertificate.Status status =
                KnownCertificate.Status.valueOf(state.status().name());
        Instant statusAt = state.statusAt();
        if (credential != null) {
            RevocationStatus said = verifiedStatus(state, chain);
            statusAt = said.thisUpdate();
            status = switch (said) {
                case RevocationStatus.Good _ -> KnownCertificate.Status.GOOD;
                case RevocationStatus.Revoked revoked ->
                    revoked.suspended() ? KnownCertificate.Status.SUSPENDED : KnownCertificate.Status.REVOKED;
                case RevocationStatus.Unknown _ ->
                    throw new UnprocessableEventException(
                            ProblemType.EVENT_REFUSED, "The CA does not know the certificate");
            };
            if (status != KnownCertificate.Status.valueOf(state.status().name())) {
                LOG.warn(
                        "The certificate-service says {} of a certificate where its CA says {}",
                        state.status(),
                        status);
            }
        }
        return new KnownCertificate(
                state.certificateDigest(),
                version,
                state.signer(),
                credential,
                Certificates.serial(leaf),
                state.holder(),
                state.issuer(),
                leaf.getNotBefore().toInstant(),
                leaf.getNotAfter().toInstant(),
                status,
                statusAt,
                chain);
    }

    private Optional<CredentialId> credentialOf(CertificateState state, X509Certificate leaf) {
        Optional<Credential> named = CredentialId.parse(state.credentialId()).flatMap(credentials::find);
        if (named.isEmpty()) {
            return Optional.empty();
        }
        Credential credential = named.get();
        if (!credential.signer().equals(state.signer())
                || !Arrays.equals(
                        credential.publicKey().getEncoded(), leaf.getPublicKey().getEncoded())) {
            LOG.warn("A certificate names credential {} but is not for its key or signer", credential.id());
            audit.record(
                    "certificate-not-bound",
                    state.certificateDigest(),
                    "service:certificate-service",
                    EventEnvelope.PLATFORM,
                    Map.of("credential", credential.id().toString()));
            return Optional.empty();
        }
        return Optional.of(credential.id());
    }

    private RevocationStatus verifiedStatus(CertificateState state, List<X509Certificate> chain) {
        if (state.ocspResponse() == null || chain.size() < 2) {
            throw new UnprocessableEventException(
                    ProblemType.EVENT_REFUSED, "The CA's word on the certificate is missing");
        }
        byte[] response = Base64.getUrlDecoder().decode(state.ocspResponse());
        try {
            // As of when it was said: a state that is read again later is as true as it was, and its age is checked
            // whenever a key is to be used.
            Instant saidAt = OcspCheck.producedAt(response);
            if (saidAt.isAfter(clock.instant().plus(TOLERANCE))) {
                throw new UnprocessableEventException(ProblemType.EVENT_REFUSED, "The CA's word is from the future");
            }
            requirePath(chain, saidAt);
            return new OcspCheck(chain.get(0), chain.get(1)).verify(response, saidAt, TOLERANCE, null);
        } catch (RevocationInvalidException e) {
            throw new UnprocessableEventException(
                    ProblemType.EVENT_REFUSED, "The CA's word on the certificate does not hold: " + e.getMessage(), e);
        }
    }

    private void requirePath(List<X509Certificate> chain, Instant saidAt) {
        X509Certificate leaf = chain.getFirst();
        Instant from = leaf.getNotBefore().toInstant();
        Instant until = leaf.getNotAfter().toInstant();
        Instant at = saidAt.isBefore(from) ? from : saidAt.isAfter(until) ? until : saidAt;
        if (new CertificatePaths(anchors.all())
                .pathOf(leaf, chain.subList(1, chain.size()), at)
                .isEmpty()) {
            throw new UnprocessableEventException(
                    ProblemType.CERTIFICATE_UNTRUSTED, "The certificate chains to no known root");
        }
    }

    private boolean isAnchor(X509Certificate certificate) {
        return anchors.all().contains(certificate);
    }

    private void destroyKey(KnownCertificate certificate) {
        CredentialId credential = certificate.credentialId();
        if (credential == null) {
            return;
        }
        Instant now = clock.instant();
        work.add(new NewWork(
                DestroyKey.QUEUE,
                credential.toString(),
                EventEnvelope.PLATFORM,
                "{}",
                now,
                now.plus(DestroyKey.PATIENCE)));
        LOG.info(
                "Certificate {} is revoked; its key will be destroyed",
                HexFormat.of().formatHex(Base64.getUrlDecoder().decode(certificate.digest()), 0, 8));
    }
}
