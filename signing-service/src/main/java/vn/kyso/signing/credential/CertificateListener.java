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
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.EventUnreadableException;
import vn.kyso.contracts.event.TrustAnchorState;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.messaging.EventListener;
import vn.kyso.messaging.NewWork;
import vn.kyso.messaging.ParkedEvents;
import vn.kyso.messaging.UnprocessableEventException;
import vn.kyso.messaging.WorkQueue;

/// The projection of `certificate-changed`. The certificate-service's word counts for little: the status is what the
/// CA signed (OCSP), the chain must reach a known root, and a certificate is joined to a credential only if signer and
/// public key are that credential's.
@Component
class CertificateListener implements EventListener {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateListener.class);

    /// Between the CA's clock and ours.
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private final KnownCertificates certificates;
    private final TrustAnchors anchors;
    private final Credentials credentials;
    private final ParkedEvents parked;
    private final WorkQueue work;
    private final AuditLog audit;
    private final InstantSource clock;

    CertificateListener(
            KnownCertificates certificates,
            TrustAnchors anchors,
            Credentials credentials,
            ParkedEvents parked,
            WorkQueue work,
            AuditLog audit,
            InstantSource clock) {
        this.certificates = certificates;
        this.anchors = anchors;
        this.credentials = credentials;
        this.parked = parked;
        this.work = work;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public Topic topic() {
        return Topic.CERTIFICATE_CHANGED;
    }

    @Override
    public void on(EventEnvelope event) {
        try {
            switch (EventTypes.payloadOf(event)) {
                case CertificateState state -> certificate(event, state);
                case TrustAnchorState state -> anchor(event, state);
                default ->
                    throw new UnprocessableEventException(ProblemType.EVENT_UNREADABLE, "Not a certificate's state");
            }
        } catch (EventUnreadableException | IllegalArgumentException e) {
            throw new UnprocessableEventException(ProblemType.EVENT_UNREADABLE, "The event can't be read", e);
        }
    }

    private void anchor(EventEnvelope event, TrustAnchorState state) {
        X509Certificate root = Certificates.parse(Base64.getUrlDecoder().decode(state.certificate()));
        if (root.getBasicConstraints() < 0) {
            throw new UnprocessableEventException(ProblemType.EVENT_REFUSED, "The anchor is no CA");
        }
        String digest = anchors.put(state.name(), root, event.version());
        parked.release("anchor:" + digest);
    }

    private void certificate(EventEnvelope event, CertificateState state) {
        List<X509Certificate> chain = state.chain().stream()
                .map(c -> Certificates.parse(Base64.getUrlDecoder().decode(c)))
                .toList();
        if (chain.isEmpty()
                || !Certificates.digest(chain.getFirst()).equals(state.certificateDigest())
                || !event.key().equals(state.certificateDigest())) {
            throw new UnprocessableEventException(ProblemType.EVENT_REFUSED, "The chain is not this certificate's");
        }
        String root = Certificates.digest(chain.getLast());
        if (state.credentialId() != null && !isAnchor(chain.getLast())) {
            parked.park(event, "anchor:" + root);
            return;
        }
        Optional<KnownCertificate> known = certificates.find(state.certificateDigest());
        if (known.isPresent() && known.get().version() >= event.version()) {
            return;
        }
        KnownCertificate certificate = believed(event, state, chain);
        if (certificates.put(certificate) && certificate.status() == KnownCertificate.Status.REVOKED) {
            destroyKey(certificate);
        }
        parked.release("certificate:" + certificate.digest());
    }

    /// The state as far as the CA's signature carries it.
    private KnownCertificate believed(EventEnvelope event, CertificateState state, List<X509Certificate> chain) {
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
                event.version(),
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
