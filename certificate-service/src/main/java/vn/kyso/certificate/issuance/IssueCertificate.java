package vn.kyso.certificate.issuance;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.cades.Certificates;
import vn.kyso.certificate.authority.AuthorityKey;
import vn.kyso.certificate.authority.AuthorityRole;
import vn.kyso.certificate.authority.EmbeddedAuthority;
import vn.kyso.certificate.lint.ProfileViolatedException;
import vn.kyso.certificate.profile.CertificateProfile;
import vn.kyso.certificate.profile.KeyType;
import vn.kyso.certificate.status.CertificateRegister;
import vn.kyso.certificate.status.KeyHistory;
import vn.kyso.certificate.status.RevocationState;
import vn.kyso.certificate.status.SubscriberCertificate;
import vn.kyso.certificate.subscriber.Subscriber;
import vn.kyso.certificate.subscriber.Subscribers;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.ProblemException;

/// Issues a certificate to a subscriber over a key that the signing-service has made.
final class IssueCertificate {
    private static final Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final Subscribers subscribers;
    private final EmbeddedAuthority authority;
    private final CertificateRegister register;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final IssuanceProperties properties;

    IssueCertificate(
            Subscribers subscribers,
            EmbeddedAuthority authority,
            CertificateRegister register,
            AuditLog audit,
            TransactionOperations transactions,
            InstantSource clock,
            IssuanceProperties properties) {
        this.subscribers = subscribers;
        this.authority = authority;
        this.register = register;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        this.properties = properties;
    }

    /// @throws ProblemException `invalid-user-id`, `unknown-signer`, `csr-invalid`, `invalid-field` or
    ///     `certificate-profile-violated`
    SubscriberCertificate issue(String userId, String credentialId, String csr, String validFor, String operator) {
        Subscriber subscriber = subscribers.require(userId);
        if (!CREDENTIAL.matcher(credentialId).matches()) {
            throw new ProblemException(ProblemType.INVALID_FIELD, "A credential has 1 to 64 letters, digits, - and _.")
                    .with("field", "credentialId");
        }
        CertificationRequest request = CertificationRequest.parse(csr);
        Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant to = notAfterIssuer(ValidFor.parse(validFor).endFrom(from, properties.longest()));
        SubscriberCertificate certificate = sign(subscriber, credentialId, request, from, to);
        transactions.executeWithoutResult(status -> {
            if (!authority
                    .authority(certificate.chain().get(1))
                    .map(authority::lockInForce)
                    .orElse(false)) {
                throw new ProblemException(
                                ProblemType.SERVICE_UNAVAILABLE, "The issuing CA is being replaced. Try again.")
                        .with("retryAfterSeconds", 10);
            }
            refuseKeyOfOthers(register.lockHistoryOf(request.publicKey()), subscriber);
            if (!register.add(certificate, clock.instant())) {
                throw new IllegalStateException("A new certificate is in the register already");
            }
            audit.record(
                    "certificate-issued",
                    certificate.digest(),
                    "operator:" + operator,
                    "",
                    Map.of(
                            "serial", certificate.serial(),
                            "signer", certificate.signer().value(),
                            "credential", credentialId));
        });
        return certificate;
    }

    private SubscriberCertificate sign(
            Subscriber subscriber, String credentialId, CertificationRequest request, Instant from, Instant to) {
        CertificateProfile profile =
                subscriber.organisation() ? CertificateProfile.ORGANISATION : CertificateProfile.PERSON;
        X500Name subject = SubjectName.of(subscriber);
        try {
            X509CertificateHolder issued = authority.issue(profile, subject, request.key(), from, to);
            List<X509Certificate> chain = new ArrayList<>();
            chain.add(Certificates.parse(issued.getEncoded()));
            authority.chain(issued).stream().map(AuthorityKey::certificate).forEach(chain::add);
            return new SubscriberCertificate(
                    subscriber.userId(),
                    subscriber.signer(),
                    credentialId,
                    true,
                    subscriber.name(),
                    SubjectName.commonName(issued.getIssuer()),
                    KeyType.of(request.key()).orElseThrow().wireName(),
                    chain,
                    new RevocationState.Good(from),
                    null,
                    1);
        } catch (ProfileViolatedException e) {
            throw new ProblemException(
                    ProblemType.CERTIFICATE_PROFILE_VIOLATED, "Not signed: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new IllegalStateException("A certificate without an encoding", e);
        }
    }

    /// A key stands for one subscriber, and a compromised one for nobody.
    private static void refuseKeyOfOthers(KeyHistory history, Subscriber subscriber) {
        if (history.compromised()) {
            throw new ProblemException(
                    ProblemType.CSR_INVALID, "A certificate over this key was revoked because of its compromise.");
        }
        if (history.anothers(subscriber.userId())) {
            throw new ProblemException(ProblemType.CSR_INVALID, "The key is certified for another subscriber.");
        }
    }

    private Instant notAfterIssuer(Instant end) {
        Instant issuersEnd =
                authority.key(AuthorityRole.ISSUING).certificate().getNotAfter().toInstant();
        return end.isAfter(issuersEnd) ? issuersEnd : end;
    }
}
