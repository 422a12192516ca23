package vn.kyso.certificate.lint;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.math.ec.ECPoint;
import vn.kyso.certificate.profile.CertificateDraft;

/// A public key that can be one: an uncompressed point on its curve; an odd RSA modulus without small factors,
/// exponent 65537.
final class KeyIsSound implements Lint {
    private static final BigInteger EXPONENT = BigInteger.valueOf(65537);
    /// The product of all primes below 752, by which NIST SP 800-89 sifts moduli.
    private static final BigInteger SMALL_PRIMES = productOfPrimesBelow(752);

    private static boolean pointOnCurve(SubjectPublicKeyInfo key) {
        X9ECParameters curve = ECNamedCurveTable.getByOID(
                ASN1ObjectIdentifier.getInstance(key.getAlgorithm().getParameters()));
        byte[] encoded = key.getPublicKeyData().getOctets();
        if (curve == null || encoded.length == 0 || encoded[0] != 0x04) {
            return false;
        }
        ECPoint point = curve.getCurve().decodePoint(encoded);
        return point.isValid() && !point.isInfinity();
    }

    private static boolean soundRsa(SubjectPublicKeyInfo key) {
        if (!DERNull.INSTANCE.equals(key.getAlgorithm().getParameters())) {
            return false;
        }
        try {
            RSAPublicKey rsa = RSAPublicKey.getInstance(key.parsePublicKey());
            return rsa.getPublicExponent().equals(EXPONENT)
                    && rsa.getModulus().signum() > 0
                    && rsa.getModulus().gcd(SMALL_PRIMES).equals(BigInteger.ONE)
                    && !rsa.getModulus().isProbablePrime(40);
        } catch (IOException e) {
            throw new IllegalArgumentException("Not an RSA key", e);
        }
    }

    private static BigInteger productOfPrimesBelow(int limit) {
        BigInteger product = BigInteger.ONE;
        for (BigInteger p = BigInteger.TWO; p.intValueExact() < limit; p = p.nextProbablePrime()) {
            product = product.multiply(p);
        }
        return product;
    }

    @Override
    public String source() {
        return "RFC 5480, 2.2; RFC 8017, 3.1; NIST SP 800-89, 5.3.3";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        SubjectPublicKeyInfo key = draft.tbs().getSubjectPublicKeyInfo();
        if (key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            return Lint.require(pointOnCurve(key), "The public key is no point on its curve");
        }
        return Lint.require(soundRsa(key), "The RSA key is not sound");
    }
}
