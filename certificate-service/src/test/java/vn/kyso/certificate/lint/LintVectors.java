package vn.kyso.certificate.lint;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;
import vn.kyso.certificate.profile.CertificateProfile;
import vn.kyso.certificate.profile.KeyIdentifiers;
import vn.kyso.testkit.TestKeys;

/// Makes the vectors under `src/test/resources/lint` anew: see the README there. Each is a good certificate of
/// its profile, changed in the one way that its name says.
final class LintVectors {
    private static final AlgorithmIdentifier ES256 = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    private static final SubjectPublicKeyInfo ISSUER_KEY = p256();
    private static final SubjectPublicKeyInfo SUBJECT_KEY = p256();
    private static final X500Name ISSUER = new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.C, new DERPrintableString("VN"))
            .addRDN(BCStyle.CN, new DERUTF8String("Vector CA"))
            .build();
    private static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.1.1");
    private static final ASN1ObjectIdentifier ANY_POLICY = new ASN1ObjectIdentifier("2.5.29.32.0");

    private final Path folder;

    private LintVectors(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        new LintVectors(Path.of(args[0])).writeAll();
    }

    private void writeAll() throws IOException {
        encoding();
        dates();
        names();
        keys();
        extensions();
        addresses();
    }

    private void encoding() throws IOException {
        write(
                "DerIsCanonical",
                CertificateProfile.PERSON,
                "good",
                "der",
                good(CertificateProfile.PERSON).der());
        write(
                "DerIsCanonical",
                CertificateProfile.PERSON,
                "bad",
                "indefinite-length",
                good(CertificateProfile.PERSON).ber());
        bad(
                "DerIsCanonical",
                CertificateProfile.PERSON,
                "default-written",
                f -> f.without(Extension.subjectKeyIdentifier)
                        .extensionSayingNotCritical(
                                Extension.subjectKeyIdentifier,
                                new SubjectKeyIdentifier(KeyIdentifiers.of(SUBJECT_KEY))));
        good("VersionIsThree", CertificateProfile.PERSON, "v3", f -> f);
        bad("VersionIsThree", CertificateProfile.PERSON, "v2", f -> {
            f.version = 2;
            return f;
        });
        bad("VersionIsThree", CertificateProfile.PERSON, "v1", f -> {
            f.version = 1;
            f.extensions.clear();
            return f;
        });
        good("SerialIsUnpredictable", CertificateProfile.PERSON, "16-octets", f -> f);
        good("SerialIsUnpredictable", CertificateProfile.PERSON, "20-octets", serial(BigInteger.ONE.shiftLeft(158)));
        bad("SerialIsUnpredictable", CertificateProfile.PERSON, "21-octets", serial(BigInteger.ONE.shiftLeft(159)));
        bad(
                "SerialIsUnpredictable",
                CertificateProfile.PERSON,
                "64-bits",
                serial(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)));
        bad("SerialIsUnpredictable", CertificateProfile.PERSON, "zero", serial(BigInteger.ZERO));
        bad(
                "SerialIsUnpredictable",
                CertificateProfile.PERSON,
                "negative",
                serial(BigInteger.ONE.shiftLeft(120).negate()));
        good("SignatureAlgorithmFitsIssuerKey", CertificateProfile.PERSON, "p256-sha256", f -> f);
        bad(
                "SignatureAlgorithmFitsIssuerKey",
                CertificateProfile.PERSON,
                "p256-sha384",
                algorithm(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384)));
        bad(
                "SignatureAlgorithmFitsIssuerKey",
                CertificateProfile.PERSON,
                "sha1",
                algorithm(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA1)));
        bad(
                "SignatureAlgorithmFitsIssuerKey",
                CertificateProfile.PERSON,
                "null-parameters",
                algorithm(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256, DERNull.INSTANCE)));
        good("UniqueIdentifiersAreAbsent", CertificateProfile.PERSON, "absent", f -> f);
        bad("UniqueIdentifiersAreAbsent", CertificateProfile.PERSON, "present", f -> {
            f.uniqueIdentifiers = true;
            return f;
        });
    }

    private void dates() throws IOException {
        good("ValidityIsEncodedByYear", CertificateProfile.PERSON, "utc", f -> f);
        good("ValidityIsEncodedByYear", CertificateProfile.PERSON, "last-utc", to(new ASN1UTCTime("491231235959Z")));
        good(
                "ValidityIsEncodedByYear",
                CertificateProfile.PERSON,
                "first-generalized",
                to(new ASN1GeneralizedTime("20500101000000Z")));
        bad(
                "ValidityIsEncodedByYear",
                CertificateProfile.PERSON,
                "generalized-2049",
                to(new ASN1GeneralizedTime("20491231235959Z")));
        bad(
                "ValidityIsEncodedByYear",
                CertificateProfile.PERSON,
                "without-seconds",
                to(new ASN1UTCTime("2901010000Z")));
        bad(
                "ValidityIsEncodedByYear",
                CertificateProfile.PERSON,
                "with-fraction",
                to(new ASN1GeneralizedTime("20500101000000.5Z")));
        bad(
                "ValidityIsEncodedByYear",
                CertificateProfile.PERSON,
                "local-time",
                to(new ASN1UTCTime("290101000000+0700")));
        good("ValidityIsInOrder", CertificateProfile.PERSON, "in-order", f -> f);
        good("ValidityIsInOrder", CertificateProfile.PERSON, "one-second", to(new ASN1UTCTime("260101000001Z")));
        bad("ValidityIsInOrder", CertificateProfile.PERSON, "same-second", to(new ASN1UTCTime("260101000000Z")));
        bad("ValidityIsInOrder", CertificateProfile.PERSON, "reversed", to(new ASN1UTCTime("251231235959Z")));
        good(
                "ValidityIsWithinIssuers",
                CertificateProfile.PERSON,
                "same-end",
                to(new ASN1GeneralizedTime("20600101000000Z")));
        good("ValidityIsWithinIssuers", CertificateProfile.ROOT, "root", f -> f);
        bad(
                "ValidityIsWithinIssuers",
                CertificateProfile.PERSON,
                "one-second-longer",
                to(new ASN1GeneralizedTime("20600101000001Z")));
        bad("ValidityIsWithinIssuers", CertificateProfile.PERSON, "before-issuer", f -> {
            f.notBefore = new ASN1UTCTime("241231235959Z");
            return f;
        });
    }

    private void names() throws IOException {
        good("IssuerNameIsIssuersSubject", CertificateProfile.PERSON, "same", f -> f);
        good("IssuerNameIsIssuersSubject", CertificateProfile.ROOT, "self", f -> f);
        bad("IssuerNameIsIssuersSubject", CertificateProfile.PERSON, "other-string-type", f -> {
            f.issuer = name(BCStyle.C, new DERPrintableString("VN"), BCStyle.CN, new DERPrintableString("Vector CA"));
            return f;
        });
        bad("IssuerNameIsIssuersSubject", CertificateProfile.ROOT, "another", f -> {
            f.issuer = name(BCStyle.CN, new DERUTF8String("Another"));
            return f;
        });
        good("SubjectIsNotEmpty", CertificateProfile.PERSON, "named", f -> f);
        bad(
                "SubjectIsNotEmpty",
                CertificateProfile.PERSON,
                "empty",
                subject(new X500Name(new org.bouncycastle.asn1.x500.RDN[0])));
        good("SubjectIsUtf8", CertificateProfile.PERSON, "vietnamese", f -> f);
        bad(
                "SubjectIsUtf8",
                CertificateProfile.PERSON,
                "printable-name",
                person(
                        new DERPrintableString("VN"),
                        new DERPrintableString("Nguyen An"),
                        new DERUTF8String("CCCD:001099012345")));
        bad(
                "SubjectIsUtf8",
                CertificateProfile.PERSON,
                "bmp-name",
                person(
                        new DERPrintableString("VN"),
                        new org.bouncycastle.asn1.DERBMPString("Nguyễn An"),
                        new DERUTF8String("CCCD:001099012345")));
        bad(
                "SubjectIsUtf8",
                CertificateProfile.PERSON,
                "utf8-country",
                person(
                        new DERUTF8String("VN"),
                        new DERUTF8String("Nguyễn An"),
                        new DERUTF8String("CCCD:001099012345")));
        good("SubjectWithinUpperBounds", CertificateProfile.PERSON, "64-letters", personNamed("ễ".repeat(64)));
        bad("SubjectWithinUpperBounds", CertificateProfile.PERSON, "65-letters", personNamed("ễ".repeat(65)));
        bad("SubjectWithinUpperBounds", CertificateProfile.PERSON, "nothing", personNamed(""));
        good("SubjectIsPlainText", CertificateProfile.PERSON, "composed", personNamed("Nguyễn Thị Ánh"));
        bad(
                "SubjectIsPlainText",
                CertificateProfile.PERSON,
                "decomposed",
                personNamed(java.text.Normalizer.normalize("Nguyễn", java.text.Normalizer.Form.NFD)));
        bad("SubjectIsPlainText", CertificateProfile.PERSON, "control", personNamed("Nguyễn\u0000An"));
        bad("SubjectIsPlainText", CertificateProfile.PERSON, "right-to-left", personNamed("Nguyễn\u202enA"));
        bad("SubjectIsPlainText", CertificateProfile.PERSON, "blank-at-end", personNamed("Nguyễn "));
        good("SubjectNamesPerson", CertificateProfile.PERSON, "citizen", f -> f);
        good("SubjectNamesPerson", CertificateProfile.PERSON, "passport", uid("HC:C1234567"));
        good("SubjectNamesPerson", CertificateProfile.ORGANISATION, "not-about", f -> f);
        bad("SubjectNamesPerson", CertificateProfile.PERSON, "tax-code", uid("MST:0312345678"));
        bad("SubjectNamesPerson", CertificateProfile.PERSON, "eleven-digits", uid("CCCD:00109901234"));
        bad(
                "SubjectNamesPerson",
                CertificateProfile.PERSON,
                "with-organisation",
                subject(organisation("MST:0312345678")));
        bad(
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
        good("SubjectNamesOrganisation", CertificateProfile.ORGANISATION, "company", f -> f);
        good(
                "SubjectNamesOrganisation",
                CertificateProfile.ORGANISATION,
                "branch",
                subject(organisation("MST:0312345678001")));
        good("SubjectNamesOrganisation", CertificateProfile.PERSON, "not-about", f -> f);
        bad(
                "SubjectNamesOrganisation",
                CertificateProfile.ORGANISATION,
                "citizen",
                subject(organisation("CCCD:001099012345")));
        bad(
                "SubjectNamesOrganisation",
                CertificateProfile.ORGANISATION,
                "hyphen",
                subject(organisation("MST:0312345678-001")));
        bad("SubjectNamesOrganisation", CertificateProfile.ORGANISATION, "without-organisation", uid("MST:0312345678"));
        good("CountryIsTwoLetters", CertificateProfile.PERSON, "vn", f -> f);
        bad("CountryIsTwoLetters", CertificateProfile.PERSON, "lower-case", country("vn"));
        bad("CountryIsTwoLetters", CertificateProfile.PERSON, "three-letters", country("VNM"));
        bad("CountryIsTwoLetters", CertificateProfile.PERSON, "no-country", country("XX"));
    }

    private void keys() throws IOException {
        SubjectPublicKeyInfo rsa2048 = rsa(2048);
        good("KeyIsAllowed", CertificateProfile.PERSON, "p256", f -> f);
        good("KeyIsAllowed", CertificateProfile.PERSON, "rsa2048", key(rsa2048));
        good("KeyIsAllowed", CertificateProfile.ORGANISATION, "rsa3072", key(rsa(3072)));
        bad("KeyIsAllowed", CertificateProfile.PERSON, "rsa1024", key(rsa(1024)));
        bad("KeyIsAllowed", CertificateProfile.PERSON, "p384", key(ec("secp384r1")));
        bad("KeyIsAllowed", CertificateProfile.TIMESTAMP, "rsa2048", key(rsa2048));
        bad(
                "KeyIsAllowed",
                CertificateProfile.PERSON,
                "other-curve",
                key(new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256k1),
                        SUBJECT_KEY.getPublicKeyData().getOctets())));
        good("KeyIsSound", CertificateProfile.PERSON, "point", f -> f);
        good("KeyIsSound", CertificateProfile.PERSON, "modulus", key(rsa2048));
        byte[] off = SUBJECT_KEY.getPublicKeyData().getOctets().clone();
        off[off.length - 1] ^= 1;
        bad(
                "KeyIsSound",
                CertificateProfile.PERSON,
                "point-off-curve",
                key(new SubjectPublicKeyInfo(SUBJECT_KEY.getAlgorithm(), off)));
        bad(
                "KeyIsSound",
                CertificateProfile.PERSON,
                "compressed-point",
                key(new SubjectPublicKeyInfo(
                        SUBJECT_KEY.getAlgorithm(),
                        compressed(SUBJECT_KEY.getPublicKeyData().getOctets()))));
        BigInteger modulus = RSAPublicKey.getInstance(rsa2048.parsePublicKey()).getModulus();
        bad("KeyIsSound", CertificateProfile.PERSON, "exponent-3", key(rsa(modulus, BigInteger.valueOf(3))));
        bad(
                "KeyIsSound",
                CertificateProfile.PERSON,
                "even-modulus",
                key(rsa(modulus.clearBit(0), BigInteger.valueOf(65537))));
        bad(
                "KeyIsSound",
                CertificateProfile.PERSON,
                "factor-751",
                key(rsa(multipleOf(751), BigInteger.valueOf(65537))));
        bad(
                "KeyIsSound",
                CertificateProfile.PERSON,
                "prime-modulus",
                key(rsa(BigInteger.probablePrime(2048, new java.security.SecureRandom()), BigInteger.valueOf(65537))));
        good("KeyIsNotIssuers", CertificateProfile.PERSON, "its-own", f -> f);
        good("KeyIsNotIssuers", CertificateProfile.ROOT, "root", f -> f);
        bad("KeyIsNotIssuers", CertificateProfile.PERSON, "issuers", key(ISSUER_KEY));
        good("SubjectKeyIdentifierIsPresent", CertificateProfile.PERSON, "rfc7093", f -> f);
        bad(
                "SubjectKeyIdentifierIsPresent",
                CertificateProfile.PERSON,
                "absent",
                f -> f.without(Extension.subjectKeyIdentifier));
        bad(
                "SubjectKeyIdentifierIsPresent",
                CertificateProfile.PERSON,
                "another-keys",
                f -> f.instead(
                        Extension.subjectKeyIdentifier,
                        false,
                        new SubjectKeyIdentifier(KeyIdentifiers.of(ISSUER_KEY))));
        good("AuthorityKeyIdentifierIsIssuers", CertificateProfile.PERSON, "issuers", f -> f);
        good("AuthorityKeyIdentifierIsIssuers", CertificateProfile.ROOT, "root", f -> f);
        bad(
                "AuthorityKeyIdentifierIsIssuers",
                CertificateProfile.PERSON,
                "absent",
                f -> f.without(Extension.authorityKeyIdentifier));
        bad(
                "AuthorityKeyIdentifierIsIssuers",
                CertificateProfile.PERSON,
                "another-keys",
                f -> f.instead(
                        Extension.authorityKeyIdentifier,
                        false,
                        new AuthorityKeyIdentifier(KeyIdentifiers.of(SUBJECT_KEY))));
        bad(
                "AuthorityKeyIdentifierIsIssuers",
                CertificateProfile.PERSON,
                "with-serial",
                f -> f.instead(
                        Extension.authorityKeyIdentifier,
                        false,
                        new AuthorityKeyIdentifier(
                                KeyIdentifiers.of(ISSUER_KEY),
                                new GeneralNames(new GeneralName(ISSUER)),
                                BigInteger.TEN)));
    }

    private void extensions() throws IOException {
        good("ExtensionsOccurOnce", CertificateProfile.PERSON, "once", f -> f);
        bad(
                "ExtensionsOccurOnce",
                CertificateProfile.PERSON,
                "twice",
                f -> f.extension(Extension.certificatePolicies, false, policies(POLICY)));
        good("ExtensionsAreProfiled", CertificateProfile.PERSON, "person", f -> f);
        good("ExtensionsAreProfiled", CertificateProfile.TIMESTAMP, "timestamp", f -> f);
        bad(
                "ExtensionsAreProfiled",
                CertificateProfile.PERSON,
                "unknown",
                f -> f.extension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "a.vn"))));
        bad(
                "ExtensionsAreProfiled",
                CertificateProfile.PERSON,
                "usage-not-critical",
                f -> f.instead(Extension.keyUsage, false, new KeyUsage(CertificateProfile.PERSON.keyUsage())));
        bad(
                "ExtensionsAreProfiled",
                CertificateProfile.PERSON,
                "policies-critical",
                f -> f.instead(Extension.certificatePolicies, true, policies(POLICY)));
        bad(
                "ExtensionsAreProfiled",
                CertificateProfile.TIMESTAMP,
                "purpose-not-critical",
                f -> f.instead(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping)));
        good("BasicConstraintsFitProfile", CertificateProfile.ROOT, "root", f -> f);
        good("BasicConstraintsFitProfile", CertificateProfile.ISSUING, "issuing", f -> f);
        good("BasicConstraintsFitProfile", CertificateProfile.PERSON, "person", f -> f);
        bad(
                "BasicConstraintsFitProfile",
                CertificateProfile.PERSON,
                "person-ca",
                f -> f.extension(Extension.basicConstraints, true, new BasicConstraints(true)));
        bad(
                "BasicConstraintsFitProfile",
                CertificateProfile.ISSUING,
                "without-path-length",
                f -> f.instead(Extension.basicConstraints, true, new BasicConstraints(true)));
        bad(
                "BasicConstraintsFitProfile",
                CertificateProfile.ISSUING,
                "path-length-1",
                f -> f.instead(Extension.basicConstraints, true, new BasicConstraints(1)));
        bad(
                "BasicConstraintsFitProfile",
                CertificateProfile.ISSUING,
                "no-ca",
                f -> f.instead(Extension.basicConstraints, true, new BasicConstraints(false)));
        bad(
                "BasicConstraintsFitProfile",
                CertificateProfile.ROOT,
                "absent",
                f -> f.without(Extension.basicConstraints));
        for (CertificateProfile profile : CertificateProfile.values()) {
            good("KeyUsageFitsProfile", profile, "profiled", f -> f);
            good("ExtendedKeyUsageFitsProfile", profile, "profiled", f -> f);
        }
        bad("KeyUsageFitsProfile", CertificateProfile.PERSON, "absent", f -> f.without(Extension.keyUsage));
        bad(
                "KeyUsageFitsProfile",
                CertificateProfile.PERSON,
                "cert-sign",
                f -> f.instead(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation | KeyUsage.keyCertSign)));
        bad(
                "KeyUsageFitsProfile",
                CertificateProfile.PERSON,
                "no-non-repudiation",
                f -> f.instead(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)));
        bad(
                "KeyUsageFitsProfile",
                CertificateProfile.ISSUING,
                "no-crl-sign",
                f -> f.instead(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign)));
        bad(
                "ExtendedKeyUsageFitsProfile",
                CertificateProfile.TIMESTAMP,
                "two-purposes",
                f -> f.instead(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(new KeyPurposeId[] {
                    KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_codeSigning
                })));
        bad(
                "ExtendedKeyUsageFitsProfile",
                CertificateProfile.TIMESTAMP,
                "absent",
                f -> f.without(Extension.extendedKeyUsage));
        bad(
                "ExtendedKeyUsageFitsProfile",
                CertificateProfile.PERSON,
                "any-purpose",
                f -> f.extension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage)));
        bad(
                "ExtendedKeyUsageFitsProfile",
                CertificateProfile.OCSP_RESPONDER,
                "time-stamping",
                f -> f.instead(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping)));
        good("PoliciesArePresent", CertificateProfile.PERSON, "policy", f -> f);
        good("PoliciesArePresent", CertificateProfile.ISSUING, "any-policy", f -> f);
        good("PoliciesArePresent", CertificateProfile.ROOT, "root", f -> f);
        bad("PoliciesArePresent", CertificateProfile.PERSON, "absent", f -> f.without(Extension.certificatePolicies));
        bad(
                "PoliciesArePresent",
                CertificateProfile.PERSON,
                "any-policy",
                f -> f.instead(Extension.certificatePolicies, false, policies(ANY_POLICY)));
        bad(
                "PoliciesArePresent",
                CertificateProfile.PERSON,
                "twice",
                f -> f.instead(Extension.certificatePolicies, false, policies(POLICY, POLICY)));
        bad(
                "PoliciesArePresent",
                CertificateProfile.ROOT,
                "root-with-policy",
                f -> f.extension(Extension.certificatePolicies, false, policies(POLICY)));
        good("OcspNoCheckIsResponders", CertificateProfile.OCSP_RESPONDER, "responder", f -> f);
        good("OcspNoCheckIsResponders", CertificateProfile.PERSON, "person", f -> f);
        bad(
                "OcspNoCheckIsResponders",
                CertificateProfile.OCSP_RESPONDER,
                "absent",
                f -> f.without(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck));
        bad(
                "OcspNoCheckIsResponders",
                CertificateProfile.OCSP_RESPONDER,
                "not-null",
                f -> f.instead(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, new DERUTF8String("yes")));
        bad(
                "OcspNoCheckIsResponders",
                CertificateProfile.PERSON,
                "person-unchecked",
                f -> f.extension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE));
    }

    private void addresses() throws IOException {
        good("AuthorityInformationIsReachable", CertificateProfile.PERSON, "both", f -> f);
        good("AuthorityInformationIsReachable", CertificateProfile.OCSP_RESPONDER, "issuer-only", f -> f);
        good("AuthorityInformationIsReachable", CertificateProfile.ROOT, "root", f -> f);
        bad(
                "AuthorityInformationIsReachable",
                CertificateProfile.PERSON,
                "absent",
                f -> f.without(Extension.authorityInfoAccess));
        bad(
                "AuthorityInformationIsReachable",
                CertificateProfile.PERSON,
                "without-ocsp",
                f -> f.instead(
                        Extension.authorityInfoAccess, false, access(false, "http://pki.example.vn/ca/issuing.crt")));
        bad(
                "AuthorityInformationIsReachable",
                CertificateProfile.PERSON,
                "file-address",
                f -> f.instead(Extension.authorityInfoAccess, false, access(true, "file:///etc/passwd")));
        bad(
                "AuthorityInformationIsReachable",
                CertificateProfile.OCSP_RESPONDER,
                "responder-with-ocsp",
                f -> f.instead(
                        Extension.authorityInfoAccess, false, access(true, "http://pki.example.vn/ca/issuing.crt")));
        good("CrlDistributionPointIsReachable", CertificateProfile.PERSON, "http", f -> f);
        good("CrlDistributionPointIsReachable", CertificateProfile.OCSP_RESPONDER, "responder", f -> f);
        bad(
                "CrlDistributionPointIsReachable",
                CertificateProfile.PERSON,
                "absent",
                f -> f.without(Extension.cRLDistributionPoints));
        bad(
                "CrlDistributionPointIsReachable",
                CertificateProfile.PERSON,
                "ldap",
                f -> f.instead(Extension.cRLDistributionPoints, false, list("ldap://pki.example.vn/cn=ca", null)));
        bad(
                "CrlDistributionPointIsReachable",
                CertificateProfile.PERSON,
                "some-reasons",
                f -> f.instead(
                        Extension.cRLDistributionPoints,
                        false,
                        list("http://pki.example.vn/crl/issuing.crl", new ReasonFlags(ReasonFlags.keyCompromise))));
        bad(
                "CrlDistributionPointIsReachable",
                CertificateProfile.OCSP_RESPONDER,
                "responder-with-list",
                f -> f.extension(
                        Extension.cRLDistributionPoints, false, list("http://pki.example.vn/crl/issuing.crl", null)));
    }

    /// A certificate of the profile that breaks no rule.
    private static Forge good(CertificateProfile profile) {
        boolean root = profile == CertificateProfile.ROOT;
        X500Name subject = switch (profile) {
            case PERSON ->
                name(
                        BCStyle.C,
                        new DERPrintableString("VN"),
                        BCStyle.CN,
                        new DERUTF8String("Nguyễn Thị Ánh"),
                        BCStyle.UID,
                        new DERUTF8String("CCCD:001099012345"));
            case ORGANISATION -> organisation("MST:0312345678");
            case ROOT -> ISSUER;
            case ISSUING, OCSP_RESPONDER, TIMESTAMP ->
                name(
                        BCStyle.C,
                        new DERPrintableString("VN"),
                        BCStyle.CN,
                        new DERUTF8String("Vector " + profile),
                        BCStyle.SERIALNUMBER,
                        new DERPrintableString("0A1B2C"));
        };
        SubjectPublicKeyInfo key = root ? ISSUER_KEY : SUBJECT_KEY;
        Forge forge = new Forge(
                ES256, ISSUER, new ASN1UTCTime("260101000000Z"), new ASN1UTCTime("290101000000Z"), subject, key);
        forge.extension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(KeyIdentifiers.of(key)));
        forge.extension(Extension.keyUsage, true, new KeyUsage(profile.keyUsage()));
        if (!root) {
            forge.extension(
                    Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(KeyIdentifiers.of(ISSUER_KEY)));
            forge.extension(
                    Extension.authorityInfoAccess,
                    false,
                    access(profile != CertificateProfile.OCSP_RESPONDER, "http://pki.example.vn/ca/issuing.crt"));
        }
        switch (profile) {
            case ROOT -> forge.extension(Extension.basicConstraints, true, new BasicConstraints(true));
            case ISSUING ->
                forge.extension(Extension.basicConstraints, true, new BasicConstraints(0))
                        .extension(Extension.certificatePolicies, false, policies(ANY_POLICY));
            case OCSP_RESPONDER ->
                forge.extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning))
                        .extension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
            case TIMESTAMP ->
                forge.extension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
                        .extension(Extension.certificatePolicies, false, policies(POLICY));
            case PERSON, ORGANISATION -> forge.extension(Extension.certificatePolicies, false, policies(POLICY));
        }
        if (!root && profile != CertificateProfile.OCSP_RESPONDER) {
            forge.extension(
                    Extension.cRLDistributionPoints, false, list("http://pki.example.vn/crl/issuing.crl", null));
        }
        return forge;
    }

    private static X500Name organisation(String uid) {
        return name(
                BCStyle.C,
                new DERPrintableString("VN"),
                BCStyle.O,
                new DERUTF8String("Công ty Minh Hoạ"),
                BCStyle.CN,
                new DERUTF8String("Công ty Minh Hoạ"),
                BCStyle.UID,
                new DERUTF8String(uid));
    }

    private static X500Name name(ASN1Encodable... typesAndValues) {
        X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
        for (int i = 0; i < typesAndValues.length; i += 2) {
            builder.addRDN((ASN1ObjectIdentifier) typesAndValues[i], typesAndValues[i + 1]);
        }
        return builder.build();
    }

    private static UnaryOperator<Forge> person(ASN1Encodable country, ASN1Encodable name, ASN1Encodable uid) {
        return subject(name(BCStyle.C, country, BCStyle.CN, name, BCStyle.UID, uid));
    }

    private static UnaryOperator<Forge> personNamed(String name) {
        return person(new DERPrintableString("VN"), new DERUTF8String(name), new DERUTF8String("CCCD:001099012345"));
    }

    private static UnaryOperator<Forge> uid(String uid) {
        return person(new DERPrintableString("VN"), new DERUTF8String("Nguyễn Thị Ánh"), new DERUTF8String(uid));
    }

    private static UnaryOperator<Forge> country(String country) {
        return person(
                new DERPrintableString(country), new DERUTF8String("Nguyễn"), new DERUTF8String("CCCD:001099012345"));
    }

    private static UnaryOperator<Forge> subject(X500Name subject) {
        return f -> {
            f.subject = subject;
            return f;
        };
    }

    private static UnaryOperator<Forge> serial(BigInteger serial) {
        return f -> {
            f.serial = serial;
            return f;
        };
    }

    private static UnaryOperator<Forge> algorithm(AlgorithmIdentifier algorithm) {
        return f -> {
            f.algorithm = algorithm;
            return f;
        };
    }

    private static UnaryOperator<Forge> to(ASN1Encodable notAfter) {
        return f -> {
            f.notAfter = notAfter;
            return f;
        };
    }

    /// The key, and the identifier that goes with it.
    private static UnaryOperator<Forge> key(SubjectPublicKeyInfo key) {
        return f -> {
            f.key = key;
            return f.instead(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(KeyIdentifiers.of(key)));
        };
    }

    private static AuthorityInformationAccess access(boolean ocsp, String issuer) {
        AccessDescription issuers = new AccessDescription(AccessDescription.id_ad_caIssuers, uri(issuer));
        return new AuthorityInformationAccess(
                ocsp
                        ? new AccessDescription[] {
                            new AccessDescription(AccessDescription.id_ad_ocsp, uri("http://pki.example.vn/ocsp")),
                            issuers
                        }
                        : new AccessDescription[] {issuers});
    }

    private static CRLDistPoint list(String address, @Nullable ReasonFlags reasons) {
        return new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(new DistributionPointName(new GeneralNames(uri(address))), reasons, null)
        });
    }

    private static GeneralName uri(String address) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, address);
    }

    private static DERSequence policies(ASN1ObjectIdentifier... policies) {
        PolicyInformation[] information = new PolicyInformation[policies.length];
        for (int i = 0; i < policies.length; i++) {
            information[i] = new PolicyInformation(policies[i]);
        }
        return new DERSequence(information);
    }

    private static SubjectPublicKeyInfo p256() {
        return SubjectPublicKeyInfo.getInstance(TestKeys.p256().getPublic().getEncoded());
    }

    private static SubjectPublicKeyInfo ec(String curve) {
        try {
            var generator = java.security.KeyPairGenerator.getInstance("EC");
            generator.initialize(new java.security.spec.ECGenParameterSpec(curve));
            return SubjectPublicKeyInfo.getInstance(
                    generator.generateKeyPair().getPublic().getEncoded());
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SubjectPublicKeyInfo rsa(int bits) {
        return SubjectPublicKeyInfo.getInstance(TestKeys.rsa(bits).getPublic().getEncoded());
    }

    private static SubjectPublicKeyInfo rsa(BigInteger modulus, BigInteger exponent) throws IOException {
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                new RSAPublicKey(modulus, exponent));
    }

    private static BigInteger multipleOf(int factor) {
        BigInteger f = BigInteger.valueOf(factor);
        BigInteger other = BigInteger.probablePrime(2039, new java.security.SecureRandom());
        BigInteger product = other.multiply(f);
        while (product.bitLength() < 2048) {
            other = other.add(BigInteger.ONE.shiftLeft(2037)).nextProbablePrime();
            product = other.multiply(f);
        }
        return product;
    }

    private static byte[] compressed(byte[] uncompressed) {
        byte[] out = java.util.Arrays.copyOf(uncompressed, 33);
        out[0] = (byte) (2 + (uncompressed[uncompressed.length - 1] & 1));
        return out;
    }

    private void good(String lint, CertificateProfile profile, String name, UnaryOperator<Forge> change)
            throws IOException {
        write(lint, profile, "good", name, change.apply(good(profile)).der());
    }

    private void bad(String lint, CertificateProfile profile, String name, UnaryOperator<Forge> change)
            throws IOException {
        write(lint, profile, "bad", name, change.apply(good(profile)).der());
    }

    private void write(String lint, CertificateProfile profile, String verdict, String name, byte[] tbs)
            throws IOException {
        Path file = folder.resolve(lint).resolve(verdict + "." + profile + "." + name + ".pem");
        Files.createDirectories(file.getParent());
        String issuer = profile == CertificateProfile.ROOT ? "" : pem("CERTIFICATE", issuer());
        Files.writeString(file, pem("TBS CERTIFICATE", tbs) + issuer, StandardCharsets.US_ASCII);
    }

    /// The issuer as the rules read it. Its signature is never looked at and is none.
    private static byte[] issuer() throws IOException {
        Forge root = good(CertificateProfile.ROOT);
        root.notBefore = new ASN1UTCTime("250101000000Z");
        root.notAfter = new ASN1GeneralizedTime("20600101000000Z");
        return new DERSequence(new ASN1Encodable[] {
                    org.bouncycastle.asn1.ASN1Primitive.fromByteArray(root.der()), ES256, new DERBitString(new byte[0])
                })
                .getEncoded();
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + type + "-----\n";
    }
}
