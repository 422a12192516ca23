package vn.kyso.certificate.issuance;

import java.io.IOException;
import java.io.StringReader;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.springframework.transaction.support.TransactionOperations;
import vn.kyso.cades.Certificates;
import vn.kyso.certificate.profile.KeyType;
import vn.kyso.certificate.status.CertificateRegister;
import vn.kyso.certificate.status.RevocationState;
import vn.kyso.certificate.status.SubscriberCertificate;
import vn.kyso.certificate.subscriber.Subscriber;
import vn.kyso.certificate.subscriber.Subscribers;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.ProblemException;

/// Takes in a certificate that another CA has issued to a subscriber. It is shown among the subscriber's; its
/// key is elsewhere, so nothing is signed with it here.
final class ImportCertificate {
    private static final int LONGEST_PEM = 32 * 1024;
    private static final int LONGEST_CHAIN = 8;

    private final Subscribers subscribers;
    private final TrustedRoots roots;
    private final CertificateRegister register;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    ImportCertificate(
            Subscribers subscribers,
            TrustedRoots roots,
            CertificateRegister register,
            AuditLog audit,
            TransactionOperations transactions,
            InstantSource clock) {
        this.subscribers = subscribers;
        this.roots = roots;
        this.register = register;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// @param chain PEM, the certificate first
    /// @throws ProblemException `invalid-user-id`, `unknown-signer`, `invalid-field`, `certificate-untrusted`,
    ///     `certificate-not-of-signer`, or `conflict` where another subscriber has the certificate
    SubscriberCertificate importChain(String userId, List<String> chain, String operator) {
        Subscriber subscriber = subscribers.require(userId);
        SubscriberCertificate certificate = checked(subscriber, parse(chain), clock.instant());
        boolean added = Objects.requireNonNull(transactions.execute(status -> {
            boolean isNew = register.add(certificate, clock.instant());
            if (isNew) {
                audit.record(
                        "certificate-imported",
                        certificate.digest(),
                        "operator:" + operator,
                        "",
                        Map.of(
                                "serial", certificate.serial(),
                                "signer", certificate.signer().value()));
            }
            return isNew;
        }));
        if (added) {
            return certificate;
        }
        SubscriberCertificate standing = register.require(certificate.digest());
        if (!standing.userId().equals(subscriber.userId())) {
            throw new ProblemException(ProblemType.CONFLICT, "The certificate is another subscriber's already.");
        }
        return standing;
    }

    private SubscriberCertificate checked(Subscriber subscriber, List<X509Certificate> given, Instant now) {
        X509Certificate certificate = given.getFirst();
        if (certificate.getBasicConstraints() >= 0) {
            throw new ProblemException(ProblemType.INVALID_FIELD, "The first certificate is a CA's.")
                    .with("field", "chain");
        }
        List<X509Certificate> path = roots.pathOf(certificate, given, now)
                .filter(found -> found.size() > 1)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CERTIFICATE_UNTRUSTED,
                        "No chain leads from it to a root that is trusted here, all valid at this moment."));
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        if (!SubjectName.names(subject, subscriber)) {
            throw new ProblemException(
                    ProblemType.CERTIFICATE_NOT_OF_SIGNER, "Its subject does not carry the subscriber's number.");
        }
        return new SubscriberCertificate(
                subscriber.userId(),
                subscriber.signer(),
                null,
                false,
                SubjectName.commonName(subject),
                SubjectName.commonName(X500Name.getInstance(
                        certificate.getIssuerX500Principal().getEncoded())),
                keyType(certificate),
                path,
                new RevocationState.Good(now),
                null,
                1);
    }

    private static List<X509Certificate> parse(List<String> chain) {
        if (chain.isEmpty() || chain.size() > LONGEST_CHAIN) {
            throw unreadable(null);
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (String pem : chain) {
            try (PemReader reader = new PemReader(new StringReader(pem))) {
                PemObject object = pem.length() > LONGEST_PEM ? null : reader.readPemObject();
                if (object == null || !object.getType().equals("CERTIFICATE")) {
                    throw unreadable(null);
                }
                certificates.add(Certificates.parse(object.getContent()));
            } catch (IOException | IllegalArgumentException e) {
                throw unreadable(e);
            }
        }
        return certificates;
    }

    /// As for our own where it is of their kinds; others keep the name of their algorithm.
    private static String keyType(X509Certificate certificate) {
        return KeyType.of(SubjectPublicKeyInfo.getInstance(
                        certificate.getPublicKey().getEncoded()))
                .map(KeyType::wireName)
                .orElseGet(() -> certificate.getPublicKey() instanceof RSAPublicKey rsa
                        ? "rsa" + rsa.getModulus().bitLength()
                        : certificate.getPublicKey().getAlgorithm().toLowerCase(Locale.ROOT));
    }

    private static ProblemException unreadable(@org.jspecify.annotations.Nullable Exception cause) {
        String detail = "A chain has 1 to " + LONGEST_CHAIN + " certificates in PEM, the subscriber's first.";
        ProblemException problem = cause == null
                ? new ProblemException(ProblemType.INVALID_FIELD, detail)
                : new ProblemException(ProblemType.INVALID_FIELD, detail, cause);
        return problem.with("field", "chain");
    }
}
