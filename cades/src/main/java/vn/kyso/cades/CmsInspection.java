package vn.kyso.cades;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertID;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.CmsInvalidException.Fault;

/// A detached CMS signature that was made anywhere: of any usual algorithm, with attributes in any order. It is read
/// and its parts are verified one by one; which of them must hold is the caller's policy.
public final class CmsInspection {
    private static final Map<String, String> DIGESTS = Map.of(
            "1.2.840.113549.2.5", "MD5",
            "1.3.14.3.2.26", "SHA-1",
            "2.16.840.1.101.3.4.2.4", "SHA-224",
            "2.16.840.1.101.3.4.2.1", "SHA-256",
            "2.16.840.1.101.3.4.2.2", "SHA-384",
            "2.16.840.1.101.3.4.2.3", "SHA-512",
            "2.16.840.1.101.3.4.2.8", "SHA3-256",
            "2.16.840.1.101.3.4.2.9", "SHA3-384",
            "2.16.840.1.101.3.4.2.10", "SHA3-512");

    private final ContentInfo content;
    private final SignerInformation signer;
    private final List<X509Certificate> certificates;
    private final @Nullable X509Certificate certificate;

    private CmsInspection(ContentInfo content, SignerInformation signer, List<X509Certificate> certificates) {
        this.content = content;
        this.signer = signer;
        this.certificates = certificates;
        this.certificate = certificates.stream()
                .filter(c -> signer.getSID().match(holder(c)))
                .findFirst()
                .orElse(null);
    }

    /// Reads the value of `/Contents`; nothing is verified but that it is one structure, followed by zeros only, with
    /// one signer and no content of its own.
    public static CmsInspection of(byte[] contents) throws CmsInvalidException {
        try (ASN1InputStream in = new ASN1InputStream(new ByteArrayInputStream(contents), contents.length)) {
            ASN1Primitive structure = in.readObject();
            requireZeros(in.readAllBytes());
            CmsInspection inspection = of(ContentInfo.getInstance(structure));
            if (new CMSSignedData(inspection.content).getSignedContent() != null) {
                throw malformed("The signature has a content of its own");
            }
            return inspection;
        } catch (CMSException | IOException | RuntimeException e) {
            // BouncyCastle reports structures it can't read by several unchecked exceptions.
            throw new CmsInvalidException(Fault.MALFORMED, "The signature can't be read", e);
        }
    }

    /// Looks at what a timestamp token says of itself and nothing signs: it must be as consistent as a signature's.
    public static void requireConsistent(TimestampToken token) throws CmsInvalidException {
        try {
            if (!of(ContentInfo.getInstance(token.der())).hasDefinedVersion()) {
                throw malformed("The timestamp has another version than its content asks for");
            }
        } catch (CMSException | IOException | RuntimeException e) {
            throw new CmsInvalidException(Fault.MALFORMED, "The timestamp can't be read", e);
        }
    }

    private static CmsInspection of(ContentInfo content) throws CmsInvalidException, CMSException, IOException {
        if (!content.getContentType().equals(PKCSObjectIdentifiers.signedData)) {
            throw malformed("The signature is no signed data");
        }
        CMSSignedData data = new CMSSignedData(content);
        requireAsDefined(content);
        if (data.getSignerInfos().size() != 1) {
            throw malformed("The signature has " + data.getSignerInfos().size() + " signers, not one");
        }
        List<X509Certificate> certificates = new ArrayList<>();
        for (X509CertificateHolder inside : data.getCertificates().getMatches(null)) {
            if (inside.toASN1Structure().getSignature().getPadBits() != 0) {
                throw malformed("A certificate's signature is no whole number of bytes");
            }
            certificates.add(Certificates.parse(inside.getEncoded()));
        }
        SignerInformation signer = data.getSignerInfos().iterator().next();
        if (data.getDigestAlgorithmIDs().stream()
                .noneMatch(a -> a.getAlgorithm().equals(signer.getDigestAlgorithmID().getAlgorithm()))) {
            throw malformed("The signer's digest algorithm is not announced");
        }
        CmsInspection inspection = new CmsInspection(content, signer, List.copyOf(certificates));
        inspection.requireExactSigner();
        // Read now, so that what can't be read is found where that is expected.
        signer.getSignedAttributes();
        signer.getUnsignedAttributes();
        return inspection;
    }

    /// Whether the structure has the version that RFC 5652, 5.1, gives it; not told where it holds CRLs or attribute
    /// certificates.
    public boolean hasDefinedVersion() {
        SignedData data = SignedData.getInstance(content.getContent());
        boolean plain = data.getCRLs() == null;
        boolean third = signer.getVersion() == 3
                || !data.getEncapContentInfo().getContentType().equals(PKCSObjectIdentifiers.data);
        return !plain || data.getVersion().intValueExact() == (third ? 3 : 1);
    }

    /// The one structure that the value of `/Contents` holds, without the zeros behind it.
    public static byte[] unpadded(byte[] contents) throws CmsInvalidException {
        try (ASN1InputStream in = new ASN1InputStream(new ByteArrayInputStream(contents), contents.length)) {
            if (in.readObject() == null) {
                throw malformed("There is no signature");
            }
            byte[] padding = in.readAllBytes();
            requireZeros(padding);
            return Arrays.copyOf(contents, contents.length - padding.length);
        } catch (IOException | RuntimeException e) {
            throw new CmsInvalidException(Fault.MALFORMED, "The signature can't be read", e);
        }
    }

    /// The parser takes some tags for others; what it understood must be what is written.
    private static void requireAsDefined(ContentInfo content) throws CmsInvalidException, IOException {
        SignedData data = SignedData.getInstance(content.getContent());
        boolean same = sameText(data, content.getContent());
        for (ASN1Encodable info : data.getSignerInfos()) {
            same &= sameText(SignerInfo.getInstance(info.toASN1Primitive()), info);
        }
        if (!same) {
            throw malformed("The signature is not written as it is read");
        }
    }

    /// Lengths aside, which may be indefinite.
    private static boolean sameText(ASN1Encodable read, ASN1Encodable written) throws IOException {
        return Arrays.equals(
                read.toASN1Primitive().getEncoded(ASN1Encoding.DL),
                written.toASN1Primitive().getEncoded(ASN1Encoding.DL));
    }

    /// Names are compared byte by byte: those that only read the same are a trace of somebody's hand.
    private void requireExactSigner() throws CmsInvalidException, IOException {
        var identifier = signer.toASN1Structure().getSID();
        boolean byKey = signer.getSID().getSubjectKeyIdentifier() != null;
        if (signer.getVersion() != (byKey ? 3 : 1)) {
            throw malformed("The signer's version is not that of its identifier");
        }
        if (!byKey
                && certificate != null
                && !Arrays.equals(
                        identifier.toASN1Primitive().getEncoded(), Certificates.issuerAndSerial(certificate))) {
            throw malformed("The signer is named otherwise than its certificate");
        }
    }

    private static void requireZeros(byte[] padding) throws CmsInvalidException {
        for (byte b : padding) {
            if (b != 0) {
                throw malformed("Something other than zeros follows the signature");
            }
        }
    }

    /// The name that `java.security.MessageDigest` knows, such as `SHA-256`; empty for an algorithm that is not known.
    public static Optional<String> digestName(String oid) {
        return Optional.ofNullable(DIGESTS.get(oid));
    }

    /// What the content was hashed with; empty for an algorithm that is not known.
    public Optional<String> digestAlgorithm() {
        return digestName(signer.getDigestAlgOID());
    }

    /// Such as `SHA-256 with RSA 2048`.
    public String algorithm() {
        String digest = digestAlgorithm().orElse(signer.getDigestAlgOID());
        return certificate == null ? digest : digest + " with " + keyName(certificate.getPublicKey());
    }

    /// Such as `RSA 2048` or `EC 256`.
    public static String keyName(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> "RSA " + rsa.getModulus().bitLength();
            case ECPublicKey ec -> "EC " + ec.getParams().getOrder().bitLength();
            default -> key.getAlgorithm();
        };
    }

    /// The signer's certificate, if it is inside.
    public Optional<X509Certificate> certificate() {
        return Optional.ofNullable(certificate);
    }

    /// All certificates inside.
    public List<X509Certificate> certificates() {
        return certificates;
    }

    /// That the signed attributes say this content and the signature value is made over them with the certificate's
    /// key.
    ///
    /// @param contentDigest by [#digestAlgorithm()]
    public void verify(byte[] contentDigest) throws CmsInvalidException {
        if (certificate == null) {
            throw new CmsInvalidException(Fault.OTHER_CERTIFICATE, "The signer's certificate is not inside");
        }
        byte[] said = messageDigest();
        if (said != null && !MessageDigest.isEqual(said, contentDigest)) {
            throw new CmsInvalidException(Fault.OTHER_CONTENT, "Made over other bytes");
        }
        try {
            CMSSignedData withDigest = new CMSSignedData(Map.of(signer.getDigestAlgOID(), contentDigest), content);
            SignerInformation complete = withDigest.getSignerInfos().iterator().next();
            if (!complete.verify(new JcaSimpleSignerInfoVerifierBuilder().build(certificate.getPublicKey()))) {
                throw new CmsInvalidException(Fault.SIGNATURE, "The signature value does not verify");
            }
        } catch (CMSException | OperatorCreationException | RuntimeException e) {
            throw new CmsInvalidException(Fault.SIGNATURE, "The signature value does not verify", e);
        }
    }

    private byte @Nullable [] messageDigest() throws CmsInvalidException {
        AttributeTable signed = signer.getSignedAttributes();
        if (signed == null) {
            return null;
        }
        Attribute attribute = signed.get(new ASN1ObjectIdentifier("1.2.840.113549.1.9.4"));
        try {
            return attribute == null
                    ? null
                    : org.bouncycastle.asn1.ASN1OctetString.getInstance(
                                    attribute.getAttrValues().getObjectAt(0))
                            .getOctets();
        } catch (RuntimeException e) {
            throw new CmsInvalidException(Fault.MALFORMED, "The message digest can't be read", e);
        }
    }

    /// Whether a signed attribute names the signer's certificate.
    public enum Binding {
        /// By its digest (signing-certificate, RFC 5035 or 2634).
        HOLDS,
        ABSENT,
        /// It names another certificate.
        BROKEN
    }

    public Binding binding() {
        AttributeTable signed = signer.getSignedAttributes();
        if (signed == null || certificate == null) {
            return Binding.ABSENT;
        }
        Attribute second = signed.get(PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        Attribute first = signed.get(PKCSObjectIdentifiers.id_aa_signingCertificate);
        try {
            if (second != null) {
                return bound(SigningCertificateV2.getInstance(value(second)).getCerts()[0]);
            }
            if (first != null) {
                ESSCertID id = SigningCertificate.getInstance(value(first)).getCerts()[0];
                return Arrays.equals(digest("SHA-1", Certificates.der(certificate)), id.getCertHash())
                        ? Binding.HOLDS
                        : Binding.BROKEN;
            }
            return Binding.ABSENT;
        } catch (GeneralSecurityException | RuntimeException e) {
            // What can't be read binds nothing.
            return Binding.BROKEN;
        }
    }

    private Binding bound(ESSCertIDv2 id) throws NoSuchAlgorithmException {
        String name = DIGESTS.get(id.getHashAlgorithm().getAlgorithm().getId());
        return certificate != null
                        && name != null
                        && Arrays.equals(digest(name, Certificates.der(certificate)), id.getCertHash())
                ? Binding.HOLDS
                : Binding.BROKEN;
    }

    /// The signature timestamps (RFC 3161, appendix A), read and not verified; they stamp [#signatureValue()].
    public List<TimestampToken> timestamps() throws TimestampInvalidException {
        AttributeTable unsigned = signer.getUnsignedAttributes();
        List<TimestampToken> tokens = new ArrayList<>();
        if (unsigned == null) {
            return tokens;
        }
        for (Attribute found : unsigned.toASN1Structure().getAttributes()) {
            if (!found.getAttrType().equals(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken)) {
                continue;
            }
            try {
                for (ASN1Encodable value : found.getAttrValues().toArray()) {
                    tokens.add(TimestampToken.of(value.toASN1Primitive().getEncoded()));
                }
            } catch (IOException | RuntimeException e) {
                throw new TimestampInvalidException(
                        TimestampInvalidException.Fault.MALFORMED, "A timestamp can't be read", e);
            }
        }
        return tokens;
    }

    public byte[] signatureValue() {
        return signer.getSignature();
    }

    /// OIDs of unsigned attributes other than signature timestamps: nobody vouches for them.
    public List<String> otherUnsignedAttributes() {
        AttributeTable unsigned = signer.getUnsignedAttributes();
        return unsigned == null
                ? List.of()
                : Arrays.stream(unsigned.toASN1Structure().getAttributes())
                        .map(a -> a.getAttrType().getId())
                        .filter(id -> !id.equals(PKCSObjectIdentifiers.id_aa_signatureTimeStampToken.getId()))
                        .toList();
    }

    private static ASN1Encodable value(Attribute attribute) {
        return attribute.getAttrValues().getObjectAt(0);
    }

    private static byte[] digest(String algorithm, byte[] data) throws NoSuchAlgorithmException {
        return MessageDigest.getInstance(algorithm).digest(data);
    }

    private static X509CertificateHolder holder(X509Certificate certificate) {
        try {
            return new X509CertificateHolder(Certificates.der(certificate));
        } catch (IOException e) {
            throw new IllegalArgumentException("A certificate without an encoding", e);
        }
    }

    private static CmsInvalidException malformed(String message) {
        return new CmsInvalidException(Fault.MALFORMED, message);
    }
}
