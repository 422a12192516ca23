package vn.kyso.certificate.lint;

import java.util.Optional;
import vn.kyso.certificate.profile.CertificateDraft;

/// Extensions need version 3.
final class VersionIsThree implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.1.2.1";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        return Lint.require(draft.tbs().getVersionNumber() == 3, "The version is not 3");
    }
}
