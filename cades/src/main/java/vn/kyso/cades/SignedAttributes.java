package vn.kyso.cades;

import java.security.cert.X509Certificate;
import java.util.List;

/// The signed attributes of a PAdES baseline signature: content-type `id-data`, message-digest and
/// signing-certificate-v2 (RFC 5035, with SHA-256 as the default hash and issuerSerial). No signing-time: PAdES
/// forbids it (ETSI EN 319 142-1, 6.3); the claimed time stands in the PDF.
///
/// They follow from the ByteRange digest and the certificate alone, byte for byte, so whoever knows both can
/// recompute what the key signed.
public final class SignedAttributes {
    private static final byte[] CONTENT_TYPE =
            Der.sequence(Der.oid("1.2.840.113549.1.9.3"), Der.tlv(Der.SET, Der.oid("1.2.840.113549.1.7.1")));
    private static final byte[] MESSAGE_DIGEST_OID = Der.oid("1.2.840.113549.1.9.4");
    private static final byte[] SIGNING_CERTIFICATE_V2_OID = Der.oid("1.2.840.113549.1.9.16.2.47");
    private static final int DIRECTORY_NAME = 0xa4;

    private final X509Certificate signer;
    private final byte[] der;

    private SignedAttributes(X509Certificate signer, byte[] der) {
        this.signer = signer;
        this.der = der;
    }

    /// @param byteRangeDigestSha256 32 bytes
    public static SignedAttributes forPades(byte[] byteRangeDigestSha256, X509Certificate signer) {
        if (byteRangeDigestSha256.length != 32) {
            throw new IllegalArgumentException("A SHA-256 digest has 32 bytes");
        }
        byte[] messageDigest = Der.sequence(MESSAGE_DIGEST_OID, Der.tlv(Der.SET, Der.octets(byteRangeDigestSha256)));
        return new SignedAttributes(
                signer, Der.setOf(Der.SET, List.of(CONTENT_TYPE, messageDigest, signingCertificate(signer))));
    }

    /// The DER of the SET OF (tag 0x31): the bytes that are hashed and signed (RFC 5652, 5.4).
    public byte[] der() {
        return der.clone();
    }

    /// The data-to-be-signed representation: SHA-256 of [#der()], 32 bytes.
    public byte[] dtbsr() {
        return Certificates.sha256(der);
    }

    /// The certificate that the attributes name.
    public X509Certificate signer() {
        return signer;
    }

    /// As it stands in SignerInfo: the same set under an implicit tag [0].
    byte[] implicit() {
        byte[] tagged = der.clone();
        tagged[0] = (byte) 0xa0;
        return tagged;
    }

    private static byte[] signingCertificate(X509Certificate signer) {
        byte[] issuerSerial = Der.sequence(
                Der.sequence(
                        Der.tlv(DIRECTORY_NAME, signer.getIssuerX500Principal().getEncoded())),
                Der.integer(signer.getSerialNumber()));
        byte[] essCertId = Der.sequence(Der.octets(Certificates.sha256(Certificates.der(signer))), issuerSerial);
        return Der.sequence(SIGNING_CERTIFICATE_V2_OID, Der.tlv(Der.SET, Der.sequence(Der.sequence(essCertId))));
    }
}
