package vn.kyso.cades;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/// How a credential signs, named as in RFC 7518: ECDSA on P-256 (value as DER, RFC 3279) or RSASSA-PKCS1-v1_5, both
/// with SHA-256.
public enum SignatureAlgorithm {
    ES256("SHA256withECDSA", Der.sequence(Der.oid("1.2.840.10045.4.3.2"))),
    RS256("SHA256withRSA", Der.sequence(Der.oid("1.2.840.113549.1.1.11"), Der.tlv(Der.NULL)));

    private final String jcaName;
    private final byte[] identifier;

    SignatureAlgorithm(String jcaName, byte[] identifier) {
        this.jcaName = jcaName;
        this.identifier = identifier;
    }

    /// The algorithm that a key of this kind signs with.
    ///
    /// @throws IllegalArgumentException for keys that are neither P-256 nor RSA of at least 2048 bits
    public static SignatureAlgorithm of(PublicKey key) {
        if (key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() == 256) {
            return ES256;
        }
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= 2048) {
            return RS256;
        }
        throw new IllegalArgumentException(
                "Neither a P-256 nor an RSA key of at least 2048 bits: " + key.getAlgorithm());
    }

    /// The name under which `java.security.Signature` knows it, hashing included.
    public String jcaName() {
        return jcaName;
    }

    /// The most bytes that a signature value by this key can have.
    public int maxSignatureBytes(PublicKey key) {
        return switch (this) {
            // SEQUENCE of two INTEGERs, each of 32 bytes and perhaps a leading zero.
            case ES256 -> 2 + 2 * (2 + 33);
            case RS256 -> (((RSAPublicKey) key).getModulus().bitLength() + 7) / 8;
        };
    }

    byte[] identifier() {
        return identifier.clone();
    }
}
