package vn.kyso.certificate.lint;

import java.util.Optional;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import vn.kyso.certificate.profile.CertificateDraft;
import vn.kyso.certificate.profile.CertificateProfile;

/// A responder's certificate is trusted for its short life without asking for its status; every other status is
/// asked for.
final class OcspNoCheckIsResponders implements Lint {
    @Override
    public String source() {
        return "RFC 6960, 4.2.2.2.1";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        Optional<Extension> noCheck = draft.extension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck);
        if (draft.profile() != CertificateProfile.OCSP_RESPONDER) {
            return Lint.require(noCheck.isEmpty(), "Only a responder goes unchecked");
        }
        return Lint.require(
                noCheck.filter(e -> DERNull.INSTANCE.equals(e.getParsedValue())).isPresent(),
                "The responder's certificate lacks id-pkix-ocsp-nocheck");
    }
}
