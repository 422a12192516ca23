package vn.kyso.approval;

import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import vn.kyso.approval.Verdict.Fails;
import vn.kyso.approval.Verdict.Failure;

/// Decides whether evidence shows an approval: the assertion is by the enrolled passkey, for this relying party, from
/// this origin, over exactly the challenge that the fields give, with the user verified (WebAuthn Level 3, 7.2), and
/// the certificate is the one that the challenge names. It asks nobody. Whether the certificate was valid, the passkey
/// revoked or the approval used twice is not in the evidence: the signing-service decides that before it uses a key.
/// Safe for use by many threads.
public final class EvidenceVerifier {
    private final String rpId;
    private final PasskeyVerifier passkeys;

    /// @param rpId the relying party whose passkeys count
    /// @param origin the only origin that the signer's app is served from
    public EvidenceVerifier(String rpId, String origin) {
        this.rpId = rpId;
        this.passkeys = new PasskeyVerifier(rpId, origin);
    }

    public Verdict verify(Evidence evidence) {
        Challenge challenge = evidence.challenge();
        if (!challenge.rpId().equals(rpId)) {
            return new Fails(Failure.RP_ID, "Approved for relying party " + challenge.rpId());
        }
        if (evidence.approvedAt().isAfter(challenge.deadline())) {
            return new Fails(Failure.LATE, "Accepted at " + evidence.approvedAt() + ", after " + challenge.deadline());
        }
        Optional<Fails> certificate = certificate(evidence);
        if (certificate.isPresent()) {
            return certificate.get();
        }
        return assertion(evidence);
    }

    private static Optional<Fails> certificate(Evidence evidence) {
        try {
            byte[] der = Base64Url.decode(evidence.certificateChain().getFirst());
            if (!Base64Url.encode(Fields.sha256(der))
                    .equals(evidence.challenge().certificateDigest())) {
                return Optional.of(new Fails(Failure.CERTIFICATE, "Another certificate than was approved"));
            }
            X509Certificate parsed = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return algorithmOf(parsed.getPublicKey())
                            .equals(evidence.challenge().algorithm())
                    ? Optional.empty()
                    : Optional.of(new Fails(Failure.CERTIFICATE, "The key is of another algorithm than was approved"));
        } catch (CertificateException | IllegalArgumentException e) {
            return Optional.of(new Fails(Failure.MALFORMED, "The certificate can't be read: " + e.getMessage()));
        }
    }

    private static String algorithmOf(PublicKey key) {
        return switch (key) {
            case ECPublicKey _ -> "ES256";
            case RSAPublicKey _ -> "RS256";
            default -> key.getAlgorithm();
        };
    }

    private Verdict assertion(Evidence evidence) {
        if (!evidence.enrolment().signer().equals(evidence.challenge().signer())) {
            return new Fails(Failure.ENROLMENT, "The passkey speaks for another signer");
        }
        return passkeys.verify(
                evidence.enrolment(), evidence.assertion(), evidence.challenge().digest());
    }
}
