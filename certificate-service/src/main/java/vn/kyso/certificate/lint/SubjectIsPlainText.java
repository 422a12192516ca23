package vn.kyso.certificate.lint;

import java.text.Normalizer;
import java.util.Optional;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import vn.kyso.certificate.profile.CertificateDraft;

/// Normalised (NFC) text without controls or characters that change how the rest is read.
final class SubjectIsPlainText implements Lint {
    private static boolean hidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    @Override
    public String source() {
        return "RFC 5280, 7.1; RFC 4518, 2.4; Unicode UAX 9";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        for (RDN rdn : draft.tbs().getSubject().getRDNs()) {
            for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
                String value = Subjects.text(attribute);
                if (!Normalizer.isNormalized(value, Normalizer.Form.NFC)
                        || !value.equals(value.strip())
                        || value.codePoints().anyMatch(SubjectIsPlainText::hidden)) {
                    return Optional.of("Attribute " + attribute.getType() + " is not plain, normalised text");
                }
            }
        }
        return Optional.empty();
    }
}
