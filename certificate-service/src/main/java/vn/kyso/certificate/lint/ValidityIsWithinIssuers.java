package vn.kyso.certificate.lint;

import java.util.Optional;
import org.bouncycastle.cert.X509CertificateHolder;
import vn.kyso.certificate.profile.CertificateDraft;

/// No certificate begins before or outlives the one that it depends on.
final class ValidityIsWithinIssuers implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 6.1.3 (a)(2); shell model";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        if (draft.issuer().isEmpty()) {
            return Optional.empty();
        }
        X509CertificateHolder issuer = draft.issuer().get();
        return Lint.require(
                !draft.tbs().getStartDate().getDate().before(issuer.getNotBefore())
                        && !draft.tbs().getEndDate().getDate().after(issuer.getNotAfter()),
                "The validity is not within the issuer's");
    }
}
