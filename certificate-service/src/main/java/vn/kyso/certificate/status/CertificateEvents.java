package vn.kyso.certificate.status;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.cades.Certificates;
import vn.kyso.certificate.authority.PkiProperties;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.messaging.Outbox;

/// Says what stands in the register: in the transaction that changes it, and as a heartbeat, so that consumers
/// can tell a quiet topic from a dead one and hold an OCSP response that is in force.
final class CertificateEvents {
    private static final int BATCH = 100;

    private final SubscriberCertificates certificates;
    private final OcspResponder responder;
    private final Outbox outbox;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final PkiProperties properties;

    CertificateEvents(
            SubscriberCertificates certificates,
            OcspResponder responder,
            Outbox outbox,
            TransactionOperations transactions,
            InstantSource clock,
            PkiProperties properties) {
        this.certificates = certificates;
        this.responder = responder;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
        this.properties = properties;
    }

    /// Publishes the certificate as it is now, in the transaction that made it so.
    void publish(SubscriberCertificate certificate, Instant now) {
        outbox.append(EventTypes.envelope(
                stateOf(certificate, now), certificate.digest(), EventEnvelope.PLATFORM, certificate.version(), now));
    }

    /// What events and look-ups of other services say about a certificate.
    CertificateState stateOf(SubscriberCertificate certificate, Instant now) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        return new CertificateState(
                certificate.digest(),
                certificate.serial(),
                certificate.signer().value(),
                certificate.credentialId(),
                certificate.holder(),
                certificate.issuer(),
                certificate.keyType(),
                certificate.notBefore(),
                certificate.notAfter(),
                certificate.state().published(),
                certificate.chain().stream()
                        .map(c -> base64.encodeToString(Certificates.der(c)))
                        .toList(),
                certificate.issuedHere() ? base64.encodeToString(responder.answerAbout(certificate)) : null,
                statusAt(certificate, now));
    }

    /// Our own status is established by saying it; another CA's when it was last given, or never since the
    /// import.
    private static Instant statusAt(SubscriberCertificate certificate, Instant now) {
        if (certificate.issuedHere()) {
            return now;
        }
        Instant asOf = certificate.statusAsOf();
        return asOf == null ? certificate.state().since() : asOf;
    }

    /// The heartbeat. Instances share the certificates that are due: each takes what no other holds.
    @Scheduled(fixedDelayString = "${kyso.pki.heartbeat-check:PT1M}")
    void repeat() {
        int published;
        do {
            published = transactions.execute(status -> repeatBatch());
        } while (published == BATCH);
    }

    private int repeatBatch() {
        Instant now = clock.instant();
        List<SubscriberCertificate> quiet = certificates.lockQuietSince(now.minus(properties.heartbeat()), now, BATCH);
        for (SubscriberCertificate certificate : quiet) {
            SubscriberCertificate next = certificate.published();
            certificates.update(next, now);
            publish(next, now);
        }
        return quiet.size();
    }
}
