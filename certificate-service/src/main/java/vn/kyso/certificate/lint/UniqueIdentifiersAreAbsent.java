package vn.kyso.certificate.lint;

import java.util.Optional;
import vn.kyso.certificate.profile.CertificateDraft;

/// Unique identifiers are not generated any more.
final class UniqueIdentifiersAreAbsent implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.1.2.8";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        return Lint.require(
                draft.tbs().getIssuerUniqueId() == null && draft.tbs().getSubjectUniqueId() == null,
                "There is a unique identifier");
    }
}
