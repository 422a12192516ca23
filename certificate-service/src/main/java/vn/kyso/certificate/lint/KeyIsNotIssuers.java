package vn.kyso.certificate.lint;

import java.util.Optional;
import vn.kyso.certificate.profile.CertificateDraft;

/// Nobody but the issuer has the issuer's key.
final class KeyIsNotIssuers implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.2.1.1 (chains are told apart by keys)";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        return Lint.require(
                draft.issuer().isEmpty()
                        || !draft.issuer()
                                .get()
                                .getSubjectPublicKeyInfo()
                                .equals(draft.tbs().getSubjectPublicKeyInfo()),
                "The subject's key is the issuer's");
    }
}
