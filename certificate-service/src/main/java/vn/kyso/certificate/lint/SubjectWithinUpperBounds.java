package vn.kyso.certificate.lint;

import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import vn.kyso.certificate.profile.CertificateDraft;

/// Names no longer than verifiers must be able to take: 64 characters, and 32768 for UID's general string and for a
/// whole name (ub-name), here 256.
final class SubjectWithinUpperBounds implements Lint {
    private static final int LONGEST = 64;
    private static final int LONGEST_LONG = 256;
    private static final Set<ASN1ObjectIdentifier> LONG = Set.of(BCStyle.UID, BCStyle.NAME);

    @Override
    public String source() {
        return "RFC 5280, appendix A.1 (upper bounds)";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        for (RDN rdn : draft.tbs().getSubject().getRDNs()) {
            for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
                String value = Subjects.text(attribute);
                int longest = LONG.contains(attribute.getType()) ? LONGEST_LONG : LONGEST;
                int length = value.codePointCount(0, value.length());
                if (length < 1 || length > longest) {
                    return Optional.of("Attribute " + attribute.getType() + " has " + length + " characters, at most "
                            + longest + " are allowed");
                }
            }
        }
        return Optional.empty();
    }
}
