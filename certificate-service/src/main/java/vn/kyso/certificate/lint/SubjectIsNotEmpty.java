package vn.kyso.certificate.lint;

import java.util.Optional;
import vn.kyso.certificate.profile.CertificateDraft;

/// Whoever holds a certificate of this CA is named.
final class SubjectIsNotEmpty implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.1.2.6";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        return Lint.require(draft.tbs().getSubject().getRDNs().length > 0, "The subject is empty");
    }
}
