package vn.kyso.certificate.lint;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import vn.kyso.certificate.profile.CertificateDraft;

/// No certificate has the same extension twice.
final class ExtensionsOccurOnce implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.2";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        Set<ASN1Encodable> seen = new HashSet<>();
        boolean once = RawExtensions.of(draft)
                .map(extension -> extension.getObjectAt(0))
                .allMatch(seen::add);
        return Lint.require(once, "An extension occurs twice");
    }
}
