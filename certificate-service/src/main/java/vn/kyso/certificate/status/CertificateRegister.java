package vn.kyso.certificate.status;

import java.security.PublicKey;
import java.time.Instant;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;
import vn.kyso.messaging.WorkQueue;

/// The door by which certificates come into the register.
public final class CertificateRegister {
    private final SubscriberCertificates certificates;
    private final CertificateEvents events;
    private final RevocationLists lists;
    private final WorkQueue work;

    CertificateRegister(
            SubscriberCertificates certificates, CertificateEvents events, RevocationLists lists, WorkQueue work) {
        this.certificates = certificates;
        this.events = events;
        this.lists = lists;
        this.work = work;
    }

    /// Registers and publishes a certificate in force, and has another CA asked about its own; in the caller's
    /// transaction.
    ///
    /// @return whether it is new
    public boolean add(SubscriberCertificate certificate, Instant now) {
        boolean added = certificates.add(certificate, now);
        if (added) {
            if (certificate.issuedHere()) {
                // A list older than a certificate says nothing about it; validators want one from after its issuance.
                lists.changed(certificate);
            } else {
                work.add(RefreshImported.of(certificate, now));
            }
            events.publish(certificate, now);
        }
        return added;
    }

    /// The certificate as it stands in the register.
    ///
    /// @throws ProblemException `certificate-not-found`
    public SubscriberCertificate require(String digest) {
        return certificates
                .byDigest(digest)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CERTIFICATE_NOT_FOUND, "No certificate with this digest is known."));
    }

    /// What is known about a key; in the transaction that registers a certificate over it.
    public KeyHistory lockHistoryOf(PublicKey key) {
        return certificates.lockHistoryOf(key);
    }
}
