package vn.kyso.certificate.lint;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import vn.kyso.certificate.profile.CertificateDraft;
import vn.kyso.certificate.profile.HolderName;

/// A name that is too long for common name and organisation stands there shortened, and whole beside them; no other
/// name stands twice.
final class ShortenedNameIsComplete implements Lint {
    @Override
    public String source() {
        return "RFC 5280, appendix A.1 (ub-common-name, ub-name); X.520, 6.2.1 (name)";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        if (!draft.profile().signer()) {
            return Optional.empty();
        }
        X500Name subject = draft.tbs().getSubject();
        RDN[] whole = subject.getRDNs(BCStyle.NAME);
        if (whole.length > 1) {
            return Optional.of("The whole name stands there " + whole.length + " times");
        }
        Optional<String> expected =
                whole.length == 0 ? Optional.empty() : HolderName.shortened(Subjects.text(whole[0].getFirst()));
        if (whole.length == 1 && expected.isEmpty()) {
            return Optional.of("A name that fits stands there twice");
        }
        for (ASN1ObjectIdentifier type : new ASN1ObjectIdentifier[] {BCStyle.CN, BCStyle.O}) {
            for (RDN rdn : subject.getRDNs(type)) {
                String name = Subjects.text(rdn.getFirst());
                if (expected.isPresent() ? !name.equals(expected.get()) : name.endsWith(HolderName.SHORTENED)) {
                    return Optional.of("Attribute " + type + " is not the whole name, nor what is left of it");
                }
            }
        }
        return Optional.empty();
    }
}
