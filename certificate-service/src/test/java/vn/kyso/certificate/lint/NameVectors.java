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
        vectors.bad(
                "SubjectWithinUpperBounds",
                CertificateProfile.PERSON,
                "257-letters-whole",
                subject(named("ễ".repeat(257), "ễ".repeat(63) + "…")));
        shortenedNames();
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

    private void shortenedNames() throws IOException {
        String rule = "ShortenedNameIsComplete";
        String whole = "Nguyễn " + "Thị ".repeat(15) + "Ánh Tuyết Hằng";
        String cut = "Nguyễn " + "Thị ".repeat(13) + "Thị…";
        vectors.good(rule, CertificateProfile.PERSON, "short", f -> f);
        vectors.good(rule, CertificateProfile.PERSON, "shortened", subject(named(whole, cut)));
        vectors.good(rule, CertificateProfile.PERSON, "one-word", subject(named("ễ".repeat(65), "ễ".repeat(63) + "…")));
        vectors.bad(rule, CertificateProfile.PERSON, "without-whole", personNamed(cut));
        vectors.bad(rule, CertificateProfile.PERSON, "of-another", subject(named(whole, "Trần Văn Bình…")));
        vectors.bad(rule, CertificateProfile.PERSON, "cut-unmarked", subject(named(whole, cut.replace("…", ""))));
        vectors.bad(rule, CertificateProfile.PERSON, "fits", subject(named("Nguyễn An", "Nguyễn An")));
        vectors.bad(
                rule,
                CertificateProfile.PERSON,
                "twice",
                subject(name(
                        BCStyle.C,
                        new DERPrintableString("VN"),
                        BCStyle.NAME,
                        new DERUTF8String(whole),
                        BCStyle.NAME,
                        new DERUTF8String(whole),
                        BCStyle.CN,
                        new DERUTF8String(cut),
                        BCStyle.UID,
                        new DERUTF8String("CCCD:001099012345"))));
    }

    private static X500Name named(String whole, String common) {
        return name(
                BCStyle.C,
                new DERPrintableString("VN"),
                BCStyle.NAME,
                new DERUTF8String(whole),
                BCStyle.CN,
                new DERUTF8String(common),
                BCStyle.UID,
                new DERUTF8String("CCCD:001099012345"));
    }
}
