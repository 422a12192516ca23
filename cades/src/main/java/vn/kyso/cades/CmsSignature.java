package vn.kyso.cades;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.CmsInvalidException.Fault;

/// A detached CMS SignedData (RFC 5652) with one signer, as `/Contents` of a PAdES signature holds it (ETSI EN 319
/// 142-1): DER throughout but for a TSA's token, which stays as the TSA wrote it.
public final class CmsSignature {
    private static final byte[] ID_SIGNED_DATA = Der.oid("1.2.840.113549.1.7.2");
    private static final byte[] DETACHED_DATA = Der.sequence(Der.oid("1.2.840.113549.1.7.1"));
    private static final byte[] SHA256 = Der.sequence(Der.oid("2.16.840.1.101.3.4.2.1"));
    private static final byte[] SHA256_WITH_NULL = Der.sequence(Der.oid("2.16.840.1.101.3.4.2.1"), Der.tlv(Der.NULL));
    private static final byte[] VERSION_1 = Der.tlv(Der.INTEGER, new byte[] {1});
    private static final byte[] SIGNATURE_TIMESTAMP_OID = Der.oid("1.2.840.113549.1.9.16.2.14");
    private static final int CONTEXT_0 = 0xa0;
    private static final int CONTEXT_1 = 0xa1;

    private CmsSignature() {}

    /// Puts a finished signature together.
    ///
    /// @param signatureValue as the key gave it: DER for ES256, modulus-sized for RS256
    /// @param chain the signer's certificate first, then whatever issuers are to travel with it
    public static byte[] assemble(
            SignedAttributes attributes,
            byte[] signatureValue,
            SignatureAlgorithm algorithm,
            List<X509Certificate> chain,
            @Nullable TimestampToken timestamp) {
        if (chain.isEmpty() || !chain.getFirst().equals(attributes.signer())) {
            throw new IllegalArgumentException("The chain starts with the certificate that the attributes name");
        }
        List<byte[]> certificates = new ArrayList<>(chain.size());
        for (X509Certificate certificate : chain) {
            certificates.add(Certificates.der(certificate));
        }
        return signedData(
                Der.setOf(CONTEXT_0, certificates),
                signerInfo(
                        Certificates.issuerAndSerial(attributes.signer()),
                        SHA256,
                        attributes.implicit(),
                        algorithm.identifier(),
                        signatureValue,
                        timestamp == null ? null : unsigned(timestamp.der())));
    }

    /// The same signature with a signature timestamp (ETSI EN 319 122-1, 5.3) as its only unsigned attribute.
    ///
    /// @throws CmsInvalidException if the bytes are no such CMS, have unsigned attributes already, or the token
    ///     stamps another signature value
    public static byte[] withTimestamp(byte[] cms, TimestampToken token) throws CmsInvalidException {
        Parts parts = Parts.of(cms);
        if (parts.unsigned != null) {
            throw new CmsInvalidException(Fault.MALFORMED, "The signature has unsigned attributes already");
        }
        if (!Arrays.equals(token.imprint(), Certificates.sha256(parts.signatureValue))) {
            throw new CmsInvalidException(Fault.TIMESTAMP, "The token stamps another signature value");
        }
        return signedData(
                parts.certificates,
                signerInfo(
                        parts.sid,
                        parts.digestAlgorithm,
                        parts.signedAttributes,
                        parts.signatureAlgorithm,
                        parts.signatureValue,
                        unsigned(token.der())));
    }

    /// Checks our own output: that these bytes are exactly a PAdES baseline signature over this digest by exactly
    /// this certificate. The certificate's validity and its chain are not looked at, nor is the token's signature;
    /// the token's imprint is.
    ///
    /// Stricter than a reader needs to be: for signatures made elsewhere use [CmsInspection].
    public static VerifiedCms verify(byte[] cms, byte[] byteRangeDigest, X509Certificate exactly)
            throws CmsInvalidException {
        return verify(cms, byteRangeDigest, exactly, CryptoProvider.fastest());
    }

    static VerifiedCms verify(byte[] cms, byte[] byteRangeDigest, X509Certificate exactly, CryptoProvider crypto)
            throws CmsInvalidException {
        Parts parts = Parts.of(cms);
        if (!Arrays.equals(parts.sid, Certificates.issuerAndSerial(exactly))) {
            throw new CmsInvalidException(Fault.OTHER_CERTIFICATE, "Signed by another certificate than asked for");
        }
        List<byte[]> certificates = parts.certificateList();
        byte[] der = Certificates.der(exactly);
        if (certificates.stream().noneMatch(c -> Arrays.equals(c, der))) {
            throw new CmsInvalidException(Fault.OTHER_CERTIFICATE, "The signer's certificate is not inside");
        }
        SignedAttributes expected = SignedAttributes.forPades(byteRangeDigest, exactly);
        if (!MessageDigest.isEqual(parts.signedAttributes, expected.implicit())) {
            throw new CmsInvalidException(
                    Fault.OTHER_CONTENT, "The signed attributes are not those of this digest and certificate");
        }
        SignatureAlgorithm algorithm = SignatureAlgorithm.of(exactly.getPublicKey());
        if (!Arrays.equals(parts.signatureAlgorithm, algorithm.identifier())) {
            throw new CmsInvalidException(Fault.ALGORITHM, "Not the algorithm of the certificate's key");
        }
        verifySignature(crypto, algorithm, exactly, expected.der(), parts.signatureValue);
        return new VerifiedCms(parts.signatureValue, certificates, timestampIn(parts));
    }

    private static void verifySignature(
            CryptoProvider crypto,
            SignatureAlgorithm algorithm,
            X509Certificate certificate,
            byte[] signed,
            byte[] value)
            throws CmsInvalidException {
        try {
            Signature verifier = crypto.signature(algorithm);
            verifier.initVerify(certificate.getPublicKey());
            verifier.update(signed);
            if (!verifier.verify(value)) {
                throw new CmsInvalidException(Fault.SIGNATURE, "The signature value does not verify");
            }
        } catch (GeneralSecurityException e) {
            throw new CmsInvalidException(Fault.SIGNATURE, "The signature value does not verify", e);
        }
    }

    private static @Nullable TimestampToken timestampIn(Parts parts) throws CmsInvalidException {
        if (parts.unsigned == null) {
            return null;
        }
        DerCursor set = new DerCursor(parts.unsigned)
                .next(CONTEXT_1, "unsigned attributes")
                .open();
        DerCursor attribute = set.next(Der.SEQUENCE, "unsigned attribute").open();
        set.finish("the signature timestamp");
        if (!Arrays.equals(attribute.next(Der.OID, "attribute type").encoded(), SIGNATURE_TIMESTAMP_OID)) {
            throw new CmsInvalidException(Fault.MALFORMED, "An unsigned attribute other than a signature timestamp");
        }
        byte[] der = attribute.next(Der.SET, "attribute values").content();
        attribute.finish("the signature timestamp");
        TimestampToken token;
        try {
            token = TimestampToken.of(der);
        } catch (TimestampInvalidException e) {
            throw new CmsInvalidException(Fault.TIMESTAMP, "The signature timestamp can't be read", e);
        }
        if (!Arrays.equals(token.imprint(), Certificates.sha256(parts.signatureValue))) {
            throw new CmsInvalidException(Fault.TIMESTAMP, "The token stamps another signature value");
        }
        return token;
    }

    private static byte[] unsigned(byte[] token) {
        return Der.tlv(CONTEXT_1, Der.sequence(SIGNATURE_TIMESTAMP_OID, Der.tlv(Der.SET, token)));
    }

    private static byte[] signerInfo(
            byte[] sid,
            byte[] digestAlgorithm,
            byte[] signedAttributes,
            byte[] signatureAlgorithm,
            byte[] signatureValue,
            byte @Nullable [] unsigned) {
        return Der.sequence(
                VERSION_1,
                sid,
                digestAlgorithm,
                signedAttributes,
                signatureAlgorithm,
                Der.octets(signatureValue),
                unsigned == null ? new byte[0] : unsigned);
    }

    private static byte[] signedData(byte[] certificates, byte[] signerInfo) {
        byte[] signedData = Der.sequence(
                VERSION_1, Der.tlv(Der.SET, SHA256), DETACHED_DATA, certificates, Der.tlv(Der.SET, signerInfo));
        return Der.sequence(ID_SIGNED_DATA, Der.tlv(CONTEXT_0, signedData));
    }

    /// The encoded elements of a CMS with one signer.
    private static final class Parts {
        private final byte[] certificates;
        private final byte[] sid;
        private final byte[] digestAlgorithm;
        private final byte[] signedAttributes;
        private final byte[] signatureAlgorithm;
        private final byte[] signatureValue;
        private final byte @Nullable [] unsigned;

        private Parts(byte[] certificates, DerCursor signerInfo) throws CmsInvalidException {
            this.certificates = certificates;
            requireEqual(signerInfo.next(Der.INTEGER, "signer version").encoded(), VERSION_1, "signer version 1");
            sid = signerInfo.next(Der.SEQUENCE, "issuer and serial").encoded();
            digestAlgorithm = signerInfo.next(Der.SEQUENCE, "digest algorithm").encoded();
            requireSha256(digestAlgorithm);
            signedAttributes = signerInfo.next(CONTEXT_0, "signed attributes").encoded();
            signatureAlgorithm =
                    signerInfo.next(Der.SEQUENCE, "signature algorithm").encoded();
            signatureValue =
                    signerInfo.next(Der.OCTET_STRING, "signature value").content();
            unsigned = signerInfo.peek() == CONTEXT_1
                    ? signerInfo.next(CONTEXT_1, "unsigned attributes").encoded()
                    : null;
            signerInfo.finish("the signer");
        }

        static Parts of(byte[] cms) throws CmsInvalidException {
            DerCursor outer = new DerCursor(cms);
            DerCursor contentInfo = outer.next(Der.SEQUENCE, "ContentInfo").open();
            outer.finish("ContentInfo");
            requireEqual(contentInfo.next(Der.OID, "content type").encoded(), ID_SIGNED_DATA, "SignedData");
            DerCursor explicit = contentInfo.next(CONTEXT_0, "content").open();
            contentInfo.finish("content");
            DerCursor signedData = explicit.next(Der.SEQUENCE, "SignedData").open();
            explicit.finish("SignedData");
            requireEqual(signedData.next(Der.INTEGER, "version").encoded(), VERSION_1, "version 1");
            DerCursor digests = signedData.next(Der.SET, "digest algorithms").open();
            requireSha256(digests.next(Der.SEQUENCE, "digest algorithm").encoded());
            digests.finish("the digest algorithm");
            requireEqual(
                    signedData.next(Der.SEQUENCE, "content").encoded(),
                    DETACHED_DATA,
                    "detached data and nothing else");
            byte[] certificates = signedData.next(CONTEXT_0, "certificates").encoded();
            DerCursor signers = signedData.next(Der.SET, "signers").open();
            signedData.finish("the signers");
            DerCursor signerInfo = signers.next(Der.SEQUENCE, "a signer").open();
            signers.finish("the one signer");
            return new Parts(certificates, signerInfo);
        }

        List<byte[]> certificateList() throws CmsInvalidException {
            DerCursor cursor =
                    new DerCursor(certificates).next(CONTEXT_0, "certificates").open();
            List<byte[]> list = new ArrayList<>();
            while (cursor.peek() != -1) {
                list.add(cursor.next(Der.SEQUENCE, "a certificate").encoded());
            }
            return list;
        }

        private static void requireSha256(byte[] algorithm) throws CmsInvalidException {
            if (!Arrays.equals(algorithm, SHA256) && !Arrays.equals(algorithm, SHA256_WITH_NULL)) {
                throw new CmsInvalidException(Fault.ALGORITHM, "The digest algorithm is not SHA-256");
            }
        }

        private static void requireEqual(byte[] actual, byte[] expected, String what) throws CmsInvalidException {
            if (!Arrays.equals(actual, expected)) {
                throw new CmsInvalidException(Fault.MALFORMED, "Expected " + what);
            }
        }
    }
}
