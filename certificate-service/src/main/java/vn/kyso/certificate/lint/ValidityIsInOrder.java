package vn.kyso.certificate.lint;

import java.util.Optional;
import vn.kyso.certificate.profile.CertificateDraft;

/// A certificate that ends before it begins is never valid.
final class ValidityIsInOrder implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.1.2.5";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        return Lint.require(
                draft.tbs()
                        .getStartDate()
                        .getDate()
                        .before(draft.tbs().getEndDate().getDate()),
                "The validity ends before it begins");
    }
}
