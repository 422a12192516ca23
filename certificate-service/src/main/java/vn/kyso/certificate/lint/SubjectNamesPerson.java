package vn.kyso.certificate.lint;

import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import vn.kyso.certificate.profile.CertificateDraft;
import vn.kyso.certificate.profile.CertificateProfile;

/// A person's certificate has exactly country, common name and the identity number as UID, and no organisation.
final class SubjectNamesPerson implements Lint {
    private static final Pattern NUMBER = Pattern.compile("CCCD:[0-9]{12}|HC:[A-Z]{1,2}[0-9]{6,8}");

    @Override
    public String source() {
        return "certificate policy; RFC 4519, 2.39 (uid)";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        if (draft.profile() != CertificateProfile.PERSON) {
            return Optional.empty();
        }
        X500Name subject = draft.tbs().getSubject();
        if (!Subjects.hasExactly(subject, BCStyle.C, BCStyle.CN, BCStyle.UID)) {
            return Optional.of("A person is named by exactly one C, CN and UID");
        }
        String uid = Subjects.text(subject.getRDNs(BCStyle.UID)[0].getFirst());
        return Lint.require(NUMBER.matcher(uid).matches(), "The UID is neither CCCD nor HC with its number");
    }
}
