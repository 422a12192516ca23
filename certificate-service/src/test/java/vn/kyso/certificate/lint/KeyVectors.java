package vn.kyso.certificate.lint;

import static vn.kyso.certificate.lint.Changes.key;
import static vn.kyso.certificate.lint.GoodCertificates.ISSUER;
import static vn.kyso.certificate.lint.GoodCertificates.ISSUER_KEY;
import static vn.kyso.certificate.lint.GoodCertificates.SUBJECT_KEY;
import static vn.kyso.certificate.lint.GoodCertificates.ec;
import static vn.kyso.certificate.lint.GoodCertificates.rsa;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import vn.kyso.certificate.profile.CertificateProfile;
import vn.kyso.certificate.profile.KeyIdentifiers;

/// Vectors about keys and their identifiers.
final class KeyVectors {
    private final LintVectors vectors;

    KeyVectors(LintVectors vectors) {
        this.vectors = vectors;
    }

    void writeAll() throws IOException {
        keys();
    }

    private void keys() throws IOException {
        SubjectPublicKeyInfo rsa2048 = rsa(2048);
        vectors.good("KeyIsAllowed", CertificateProfile.PERSON, "p256", f -> f);
        vectors.good("KeyIsAllowed", CertificateProfile.PERSON, "rsa2048", key(rsa2048));
        vectors.good("KeyIsAllowed", CertificateProfile.ORGANISATION, "rsa3072", key(rsa(3072)));
        vectors.bad("KeyIsAllowed", CertificateProfile.PERSON, "rsa1024", key(rsa(1024)));
        vectors.bad("KeyIsAllowed", CertificateProfile.PERSON, "p384", key(ec("secp384r1")));
        vectors.bad("KeyIsAllowed", CertificateProfile.TIMESTAMP, "rsa2048", key(rsa2048));
        vectors.bad(
                "KeyIsAllowed",
                CertificateProfile.PERSON,
                "other-curve",
                key(new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, SECObjectIdentifiers.secp256k1),
                        SUBJECT_KEY.getPublicKeyData().getOctets())));
        vectors.good("KeyIsSound", CertificateProfile.PERSON, "point", f -> f);
        vectors.good("KeyIsSound", CertificateProfile.PERSON, "modulus", key(rsa2048));
        byte[] off = SUBJECT_KEY.getPublicKeyData().getOctets().clone();
        off[off.length - 1] ^= 1;
        vectors.bad(
                "KeyIsSound",
                CertificateProfile.PERSON,
                "point-off-curve",
                key(new SubjectPublicKeyInfo(SUBJECT_KEY.getAlgorithm(), off)));
        vectors.bad(
                "KeyIsSound",
                CertificateProfile.PERSON,
                "compressed-point",
                key(new SubjectPublicKeyInfo(
                        SUBJECT_KEY.getAlgorithm(),
                        compressed(SUBJECT_KEY.getPublicKeyData().getOctets()))));
        vectors.bad(
                "KeyIsSound",
                CertificateProfile.PERSON,
                "rsa-without-null",
                key(new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption), rsa2048.parsePublicKey())));
        BigInteger modulus = RSAPublicKey.getInstance(rsa2048.parsePublicKey()).getModulus();
        vectors.bad("KeyIsSound", CertificateProfile.PERSON, "exponent-3", key(rsa(modulus, BigInteger.valueOf(3))));
        vectors.bad(
                "KeyIsSound",
                CertificateProfile.PERSON,
                "even-modulus",
                key(rsa(modulus.clearBit(0), BigInteger.valueOf(65537))));
        vectors.bad(
                "KeyIsSound",
                CertificateProfile.PERSON,
                "factor-751",
                key(rsa(multipleOf(751), BigInteger.valueOf(65537))));
        vectors.bad(
                "KeyIsSound",
                CertificateProfile.PERSON,
                "prime-modulus",
                key(rsa(BigInteger.probablePrime(2048, new java.security.SecureRandom()), BigInteger.valueOf(65537))));
        vectors.good("KeyIsNotIssuers", CertificateProfile.PERSON, "its-own", f -> f);
        vectors.good("KeyIsNotIssuers", CertificateProfile.ROOT, "root", f -> f);
        vectors.bad("KeyIsNotIssuers", CertificateProfile.PERSON, "issuers", key(ISSUER_KEY));
        vectors.good("SubjectKeyIdentifierIsPresent", CertificateProfile.PERSON, "rfc7093", f -> f);
        vectors.bad(
                "SubjectKeyIdentifierIsPresent",
                CertificateProfile.PERSON,
                "absent",
                f -> f.without(Extension.subjectKeyIdentifier));
        vectors.bad(
                "SubjectKeyIdentifierIsPresent",
                CertificateProfile.PERSON,
                "another-keys",
                f -> f.instead(
                        Extension.subjectKeyIdentifier,
                        false,
                        new SubjectKeyIdentifier(KeyIdentifiers.of(ISSUER_KEY))));
        vectors.good("AuthorityKeyIdentifierIsIssuers", CertificateProfile.PERSON, "issuers", f -> f);
        vectors.good("AuthorityKeyIdentifierIsIssuers", CertificateProfile.ROOT, "root", f -> f);
        vectors.bad(
                "AuthorityKeyIdentifierIsIssuers",
                CertificateProfile.PERSON,
                "absent",
                f -> f.without(Extension.authorityKeyIdentifier));
        vectors.bad(
                "AuthorityKeyIdentifierIsIssuers",
                CertificateProfile.PERSON,
                "another-keys",
                f -> f.instead(
                        Extension.authorityKeyIdentifier,
                        false,
                        new AuthorityKeyIdentifier(KeyIdentifiers.of(SUBJECT_KEY))));
        vectors.bad(
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
}
