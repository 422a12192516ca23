package vn.kyso.certificate.lint;

import static vn.kyso.certificate.lint.Changes.country;
import static vn.kyso.certificate.lint.Changes.person;
import static vn.kyso.certificate.lint.Changes.personNamed;
import static vn.kyso.certificate.lint.Changes.subject;
import static vn.kyso.certificate.lint.Changes.uid;
import static vn.kyso.certificate.lint.GoodCertificates.name;
import static vn.kyso.certificate.lint.GoodCertificates.organisation;

import java.io.IOException;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import vn.kyso.certificate.profile.CertificateProfile;

/// Vectors about names.
final class NameVectors {
    private final LintVectors vectors;

    NameVectors(LintVectors vectors) {
        this.vectors = vectors;
    }

    void writeAll() throws IOException {
        names();
    }

    private void names() throws IOException {
        vectors.good("IssuerNameIsIssuersSubject", CertificateProfile.PERSON, "same", f -> f);
        vectors.good("IssuerNameIsIssuersSubject", CertificateProfile.ROOT, "self", f -> f);
        vectors.bad("IssuerNameIsIssuersSubject", CertificateProfile.PERSON, "other-string-type", f -> {
            f.issuer = name(BCStyle.C, new DERPrintableString("VN"), BCStyle.CN, new DERPrintableString("Vector CA"));
            return f;
        });
        vectors.bad("IssuerNameIsIssuersSubject", CertificateProfile.ROOT, "another", f -> {
            f.issuer = name(BCStyle.CN, new DERUTF8String("Another"));
            return f;
        });
        vectors.good("SubjectIsNotEmpty", CertificateProfile.PERSON, "named", f -> f);
        vectors.bad(
                "SubjectIsNotEmpty",
                CertificateProfile.PERSON,
                "empty",
                subject(new X500Name(new org.bouncycastle.asn1.x500.RDN[0])));
        vectors.good("SubjectIsUtf8", CertificateProfile.PERSON, "vietnamese", f -> f);
        vectors.bad(
                "SubjectIsUtf8",
                CertificateProfile.PERSON,
                "printable-name",
                person(
                        new DERPrintableString("VN"),
                        new DERPrintableString("Nguyen An"),
                        new DERUTF8String("CCCD:001099012345")));
        vectors.bad(
                "SubjectIsUtf8",
                CertificateProfile.PERSON,
                "bmp-name",
                person(
                        new DERPrintableString("VN"),
                        new org.bouncycastle.asn1.DERBMPString("Nguyễn An"),
                        new DERUTF8String("CCCD:001099012345")));
        vectors.bad(
                "SubjectIsUtf8",
                CertificateProfile.PERSON,
                "utf8-country",
                person(
                        new DERUTF8String("VN"),
                        new DERUTF8String("Nguyễn An"),
                        new DERUTF8String("CCCD:001099012345")));
        vectors.good("SubjectWithinUpperBounds", CertificateProfile.PERSON, "64-letters", personNamed("ễ".repeat(64)));
        vectors.bad("SubjectWithinUpperBounds", CertificateProfile.PERSON, "65-letters", personNamed("ễ".repeat(65)));
        vectors.bad("SubjectWithinUpperBounds", CertificateProfile.PERSON, "nothing", personNamed(""));
        vectors.good("SubjectIsPlainText", CertificateProfile.PERSON, "composed", personNamed("Nguyễn Thị Ánh"));
        vectors.bad(
                "SubjectIsPlainText",
                CertificateProfile.PERSON,
                "decomposed",
                personNamed(java.text.Normalizer.normalize("Nguyễn", java.text.Normalizer.Form.NFD)));
        vectors.bad("SubjectIsPlainText", CertificateProfile.PERSON, "control", personNamed("Nguyễn\u0000An"));
        vectors.bad("SubjectIsPlainText", CertificateProfile.PERSON, "right-to-left", personNamed("Nguyễn\u202enA"));
        vectors.bad("SubjectIsPlainText", CertificateProfile.PERSON, "blank-at-end", personNamed("Nguyễn "));
        vectors.good("SubjectNamesPerson", CertificateProfile.PERSON, "citizen", f -> f);
        vectors.good("SubjectNamesPerson", CertificateProfile.PERSON, "passport", uid("HC:C1234567"));
        vectors.good("SubjectNamesPerson", CertificateProfile.ORGANISATION, "not-about", f -> f);
        vectors.bad("SubjectNamesPerson", CertificateProfile.PERSON, "tax-code", uid("MST:0312345678"));
        vectors.bad("SubjectNamesPerson", CertificateProfile.PERSON, "eleven-digits", uid("CCCD:00109901234"));
        vectors.bad(
                "SubjectNamesPerson",
                CertificateProfile.PERSON,
                "with-organisation",
                subject(organisation("MST:0312345678")));
        vectors.bad(
                "SubjectNamesPerson",
                CertificateProfile.PERSON,
                "two-names",
                subject(name(
                        BCStyle.C,
                        new DERPrintableString("VN"),
                        BCStyle.CN,
                        new DERUTF8String("An"),
                        BCStyle.CN,
                        new DERUTF8String("Bình"),
                        BCStyle.UID,
                        new DERUTF8String("CCCD:001099012345"))));
        vectors.good("SubjectNamesOrganisation", CertificateProfile.ORGANISATION, "company", f -> f);
        vectors.good(
                "SubjectNamesOrganisation",
                CertificateProfile.ORGANISATION,
                "branch",
                subject(organisation("MST:0312345678001")));
        vectors.good("SubjectNamesOrganisation", CertificateProfile.PERSON, "not-about", f -> f);
        vectors.bad(
                "SubjectNamesOrganisation",
                CertificateProfile.ORGANISATION,
                "citizen",
                subject(organisation("CCCD:001099012345")));
        vectors.bad(
                "SubjectNamesOrganisation",
                CertificateProfile.ORGANISATION,
                "hyphen",
                subject(organisation("MST:0312345678-001")));
        vectors.bad(
                "SubjectNamesOrganisation",
                CertificateProfile.ORGANISATION,
                "without-organisation",
                uid("MST:0312345678"));
        vectors.good("CountryIsTwoLetters", CertificateProfile.PERSON, "vn", f -> f);
        vectors.bad("CountryIsTwoLetters", CertificateProfile.PERSON, "lower-case", country("vn"));
        vectors.bad("CountryIsTwoLetters", CertificateProfile.PERSON, "three-letters", country("VNM"));
        vectors.bad("CountryIsTwoLetters", CertificateProfile.PERSON, "no-country", country("XX"));
    }
}
