package vn.kyso.certificate.profile;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// The kinds of key that certificates are made for.
public enum KeyType {
    P256,
    P384,
    RSA2048,
    RSA3072;

    /// The name in events and on the wire, such as `rsa2048`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What kind of key this is; empty if none that certificates are made for.
    public static Optional<KeyType> of(SubjectPublicKeyInfo key) {
        ASN1ObjectIdentifier algorithm = key.getAlgorithm().getAlgorithm();
        if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
            Object curve = key.getAlgorithm().getParameters();
            if (SECObjectIdentifiers.secp256r1.equals(curve)) {
                return Optional.of(P256);
            }
            return SECObjectIdentifiers.secp384r1.equals(curve) ? Optional.of(P384) : Optional.empty();
        }
        if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption)) {
            return switch (modulus(key).bitLength()) {
                case 2048 -> Optional.of(RSA2048);
                case 3072 -> Optional.of(RSA3072);
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    private static BigInteger modulus(SubjectPublicKeyInfo key) {
        try {
            return RSAPublicKey.getInstance(key.parsePublicKey()).getModulus();
        } catch (IOException | IllegalArgumentException e) {
            return BigInteger.ZERO;
        }
    }
}
