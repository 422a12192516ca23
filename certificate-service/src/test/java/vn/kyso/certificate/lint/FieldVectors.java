package vn.kyso.certificate.lint;

import static vn.kyso.certificate.lint.Changes.algorithm;
import static vn.kyso.certificate.lint.Changes.key;
import static vn.kyso.certificate.lint.Changes.serial;
import static vn.kyso.certificate.lint.Changes.to;
import static vn.kyso.certificate.lint.GoodCertificates.SUBJECT_KEY;
import static vn.kyso.certificate.lint.GoodCertificates.ec;
import static vn.kyso.certificate.lint.GoodCertificates.good;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import vn.kyso.certificate.profile.CertificateProfile;
import vn.kyso.certificate.profile.KeyIdentifiers;

/// Vectors about the fields of a certificate: encoding, serial, dates.
final class FieldVectors {
    private final LintVectors vectors;

    FieldVectors(LintVectors vectors) {
        this.vectors = vectors;
    }

    void writeAll() throws IOException {
        encoding();
        dates();
    }

    private void encoding() throws IOException {
        vectors.write(
                "DerIsCanonical",
                CertificateProfile.PERSON,
                "good",
                "der",
                good(CertificateProfile.PERSON).der());
        vectors.write(
                "DerIsCanonical",
                CertificateProfile.PERSON,
                "bad",
                "indefinite-length",
                good(CertificateProfile.PERSON).ber());
        vectors.bad(
                "DerIsCanonical",
                CertificateProfile.PERSON,
                "default-written",
                f -> f.without(Extension.subjectKeyIdentifier)
                        .extensionSayingNotCritical(
                                Extension.subjectKeyIdentifier,
                                new SubjectKeyIdentifier(KeyIdentifiers.of(SUBJECT_KEY))));
        vectors.good("VersionIsThree", CertificateProfile.PERSON, "v3", f -> f);
        vectors.bad("VersionIsThree", CertificateProfile.PERSON, "v2", f -> {
            f.version = 2;
            return f;
        });
        vectors.bad("VersionIsThree", CertificateProfile.PERSON, "v1", f -> {
            f.version = 1;
            f.extensions.clear();
            return f;
        });
        vectors.good("SerialIsUnpredictable", CertificateProfile.PERSON, "16-octets", f -> f);
        vectors.good(
                "SerialIsUnpredictable", CertificateProfile.PERSON, "20-octets", serial(BigInteger.ONE.shiftLeft(158)));
        vectors.bad(
                "SerialIsUnpredictable", CertificateProfile.PERSON, "21-octets", serial(BigInteger.ONE.shiftLeft(159)));
        vectors.bad(
                "SerialIsUnpredictable",
                CertificateProfile.PERSON,
                "64-bits",
                serial(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)));
        vectors.bad("SerialIsUnpredictable", CertificateProfile.PERSON, "zero", serial(BigInteger.ZERO));
        vectors.bad(
                "SerialIsUnpredictable",
                CertificateProfile.PERSON,
                "negative",
                serial(BigInteger.ONE.shiftLeft(120).negate()));
        vectors.good("SignatureAlgorithmFitsIssuerKey", CertificateProfile.PERSON, "p256-sha256", f -> f);
        vectors.bad(
                "SignatureAlgorithmFitsIssuerKey",
                CertificateProfile.PERSON,
                "p256-sha384",
                algorithm(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384)));
        vectors.bad(
                "SignatureAlgorithmFitsIssuerKey",
                CertificateProfile.PERSON,
                "sha1",
                algorithm(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA1)));
        vectors.bad(
                "SignatureAlgorithmFitsIssuerKey",
                CertificateProfile.PERSON,
                "null-parameters",
                algorithm(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256, DERNull.INSTANCE)));
        SubjectPublicKeyInfo p384 = ec("secp384r1");
        vectors.good(
                "SignatureAlgorithmFitsIssuerKey",
                CertificateProfile.ROOT,
                "p384-sha384",
                f -> algorithm(new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA384))
                        .apply(key(p384).apply(f)));
        vectors.bad("SignatureAlgorithmFitsIssuerKey", CertificateProfile.ROOT, "p384-sha256", key(p384));
        vectors.good("UniqueIdentifiersAreAbsent", CertificateProfile.PERSON, "absent", f -> f);
        vectors.bad("UniqueIdentifiersAreAbsent", CertificateProfile.PERSON, "present", f -> {
            f.uniqueIdentifiers = true;
            return f;
        });
    }

    private void dates() throws IOException {
        vectors.good("ValidityIsEncodedByYear", CertificateProfile.PERSON, "utc", f -> f);
        vectors.good(
                "ValidityIsEncodedByYear", CertificateProfile.PERSON, "last-utc", to(new ASN1UTCTime("491231235959Z")));
        vectors.good(
                "ValidityIsEncodedByYear",
                CertificateProfile.PERSON,
                "first-generalized",
                to(new ASN1GeneralizedTime("20500101000000Z")));
        vectors.bad(
                "ValidityIsEncodedByYear",
                CertificateProfile.PERSON,
                "generalized-2049",
                to(new ASN1GeneralizedTime("20491231235959Z")));
        vectors.bad(
                "ValidityIsEncodedByYear",
                CertificateProfile.PERSON,
                "without-seconds",
                to(new ASN1UTCTime("2901010000Z")));
        vectors.bad(
                "ValidityIsEncodedByYear",
                CertificateProfile.PERSON,
                "with-fraction",
                to(new ASN1GeneralizedTime("20500101000000.5Z")));
        vectors.bad(
                "ValidityIsEncodedByYear",
                CertificateProfile.PERSON,
                "local-time",
                to(new ASN1UTCTime("290101000000+0700")));
        vectors.good("ValidityIsInOrder", CertificateProfile.PERSON, "in-order", f -> f);
        vectors.good(
                "ValidityIsInOrder", CertificateProfile.PERSON, "one-second", to(new ASN1UTCTime("260101000001Z")));
        vectors.bad(
                "ValidityIsInOrder", CertificateProfile.PERSON, "same-second", to(new ASN1UTCTime("260101000000Z")));
        vectors.bad("ValidityIsInOrder", CertificateProfile.PERSON, "reversed", to(new ASN1UTCTime("251231235959Z")));
        vectors.good(
                "ValidityIsWithinIssuers",
                CertificateProfile.PERSON,
                "same-end",
                to(new ASN1GeneralizedTime("20600101000000Z")));
        vectors.good("ValidityIsWithinIssuers", CertificateProfile.ROOT, "root", f -> f);
        vectors.bad(
                "ValidityIsWithinIssuers",
                CertificateProfile.PERSON,
                "one-second-longer",
                to(new ASN1GeneralizedTime("20600101000001Z")));
        vectors.bad("ValidityIsWithinIssuers", CertificateProfile.PERSON, "before-issuer", f -> {
            f.notBefore = new ASN1UTCTime("241231235959Z");
            return f;
        });
    }
}
