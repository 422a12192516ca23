package vn.kyso.certificate.lint;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import vn.kyso.certificate.profile.CertificateDraft;

/// The issuer's name, byte for byte as the issuer's own certificate has it; the root names itself.
final class IssuerNameIsIssuersSubject implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.1.2.4 and 6.1.3 (a)(4)";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        X500Name expected = draft.issuer()
                .map(X509CertificateHolder::getSubject)
                .orElse(draft.tbs().getSubject());
        try {
            return Lint.require(
                    Arrays.equals(
                            draft.tbs().getIssuer().getEncoded(ASN1Encoding.DER),
                            expected.getEncoded(ASN1Encoding.DER)),
                    "The issuer's name is not the subject of the issuer's certificate");
        } catch (IOException e) {
            throw new IllegalArgumentException("A name without an encoding", e);
        }
    }
}
