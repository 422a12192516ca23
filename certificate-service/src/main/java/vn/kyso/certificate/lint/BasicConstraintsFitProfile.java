package vn.kyso.certificate.lint;

import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import vn.kyso.certificate.profile.CertificateDraft;
import vn.kyso.certificate.profile.CertificateProfile;

/// CAs say so, the issuing one with no CA below it; nobody else has the extension.
final class BasicConstraintsFitProfile implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.2.1.9";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        Optional<BasicConstraints> constraints =
                draft.extension(Extension.basicConstraints).map(e -> BasicConstraints.getInstance(e.getParsedValue()));
        if (!draft.profile().authority()) {
            return Lint.require(constraints.isEmpty(), "Not a CA, yet with basic constraints");
        }
        if (constraints.isEmpty() || !constraints.get().isCA()) {
            return Optional.of("A CA without cA");
        }
        BigInteger below = constraints.get().getPathLenConstraint();
        return Lint.require(
                draft.profile() == CertificateProfile.ROOT ? below == null : BigInteger.ZERO.equals(below),
                "The path length does not fit the profile");
    }
}
