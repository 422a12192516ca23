package vn.kyso.certificate.lint;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1PrintableString;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import vn.kyso.certificate.profile.CertificateDraft;

/// Names are UTF8String; country and serialNumber, which have no choice, PrintableString.
final class SubjectIsUtf8 implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.1.2.4 and appendix A.1";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        for (RDN rdn : draft.tbs().getSubject().getRDNs()) {
            for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
                boolean printable = attribute.getType().equals(BCStyle.C)
                        || attribute.getType().equals(BCStyle.SERIALNUMBER);
                Class<?> expected = printable ? ASN1PrintableString.class : ASN1UTF8String.class;
                if (!expected.isInstance(attribute.getValue())) {
                    return Optional.of("Attribute " + attribute.getType() + " has the wrong string type");
                }
            }
        }
        return Optional.empty();
    }
}
