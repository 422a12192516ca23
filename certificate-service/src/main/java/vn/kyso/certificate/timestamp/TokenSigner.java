package vn.kyso.certificate.timestamp;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.SignerIdentifier;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.tsp.TSTInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.IssuerSerial;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import vn.kyso.certificate.authority.AuthorityKey;

/// Signs tokens by one key. Everything that is the same in all of them is made once. Thread-safe.
final class TokenSigner {
    private static final AlgorithmIdentifier ECDSA = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

    private final AuthorityKey key;
    private final SignerIdentifier signerId;
    private final Attribute contentType;
    private final Attribute signingCertificate;
    private final ASN1Set certificates;

    /// @param issuers from the issuing CA up, without the root, which verifiers have
    TokenSigner(AuthorityKey key, List<AuthorityKey> issuers) {
        this.key = key;
        var certificate = key.holder().toASN1Structure();
        this.signerId = new SignerIdentifier(new IssuerAndSerialNumber(certificate));
        this.contentType = new Attribute(CMSAttributes.contentType, new DERSet(PKCSObjectIdentifiers.id_ct_TSTInfo));
        this.signingCertificate = new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2(
                        digest(encode(certificate)),
                        new IssuerSerial(
                                new GeneralNames(new GeneralName(certificate.getIssuer())),
                                certificate.getSerialNumber())))));
        ASN1EncodableVector inside = new ASN1EncodableVector();
        inside.add(certificate);
        issuers.forEach(issuer -> inside.add(issuer.holder().toASN1Structure()));
        this.certificates = new DERSet(inside);
    }

    AuthorityKey key() {
        return key;
    }

    /// A time-stamp token: CMS SignedData over the TSTInfo (RFC 3161, 2.4.2; RFC 5652).
    ///
    /// @param withCertificates as the request's `certReq` asks
    ContentInfo sign(TSTInfo info, boolean withCertificates) {
        byte[] content = encode(info);
        DERSet attributes = new DERSet(new ASN1Encodable[] {
            contentType,
            new Attribute(CMSAttributes.messageDigest, new DERSet(new DEROctetString(digest(content)))),
            signingCertificate
        });
        SignerInfo signerInfo = new SignerInfo(
                signerId,
                TimestampAuthority.sha256(),
                attributes,
                ECDSA,
                new DEROctetString(signature(encode(attributes))),
                (ASN1Set) null);
        ASN1EncodableVector signedData = new ASN1EncodableVector();
        signedData.add(new org.bouncycastle.asn1.ASN1Integer(3));
        signedData.add(new DERSet(TimestampAuthority.sha256()));
        signedData.add(new ContentInfo(PKCSObjectIdentifiers.id_ct_TSTInfo, new DEROctetString(content)));
        if (withCertificates) {
            signedData.add(new org.bouncycastle.asn1.DERTaggedObject(false, 0, certificates));
        }
        signedData.add(new DERSet(signerInfo));
        return new ContentInfo(CMSObjectIdentifiers.signedData, new DERSequence(signedData));
    }

    private byte[] signature(byte[] attributes) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.privateKey());
            signature.update(attributes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The time-stamp authority's key can't sign", e);
        }
    }

    private static byte[] digest(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    private static byte[] encode(org.bouncycastle.asn1.ASN1Object object) {
        try {
            return object.getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("A structure of known fields can't be encoded", e);
        }
    }
}
