package vn.kyso.certificate.lint;

import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import vn.kyso.certificate.profile.CertificateDraft;
import vn.kyso.certificate.profile.CertificateProfile;

/// An organisation's certificate has exactly country, organisation, common name and the tax code as UID.
final class SubjectNamesOrganisation implements Lint {
    private static final Pattern NUMBER = Pattern.compile("MST:[0-9]{10}([0-9]{3})?");

    @Override
    public String source() {
        return "certificate policy; RFC 4519, 2.39 (uid)";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        if (draft.profile() != CertificateProfile.ORGANISATION) {
            return Optional.empty();
        }
        X500Name subject = draft.tbs().getSubject();
        if (!Subjects.hasExactly(subject, BCStyle.C, BCStyle.O, BCStyle.CN, BCStyle.UID)) {
            return Optional.of("An organisation is named by exactly one C, O, CN and UID");
        }
        String uid = Subjects.text(subject.getRDNs(BCStyle.UID)[0].getFirst());
        return Lint.require(NUMBER.matcher(uid).matches(), "The UID is not MST with a tax code");
    }
}
