package vn.kyso.certificate.lint;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;

/// Writes TBSCertificates field by field, wrong ones too, which is what no library lets one do.
final class Forge {
    int version = 3;
    BigInteger serial = new BigInteger("7f3a9c5518e2b0d46c1f8a7723904be1", 16);
    AlgorithmIdentifier algorithm;
    X500Name issuer;
    ASN1Encodable notBefore;
    ASN1Encodable notAfter;
    X500Name subject;
    SubjectPublicKeyInfo key;
    boolean uniqueIdentifiers;
    final List<DERSequence> extensions = new ArrayList<>();

    Forge(
            AlgorithmIdentifier algorithm,
            X500Name issuer,
            ASN1Encodable notBefore,
            ASN1Encodable notAfter,
            X500Name subject,
            SubjectPublicKeyInfo key) {
        this.algorithm = algorithm;
        this.issuer = issuer;
        this.notBefore = notBefore;
        this.notAfter = notAfter;
        this.subject = subject;
        this.key = key;
    }

    Forge extension(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
        extensions.add(of(id, critical ? ASN1Boolean.TRUE : null, value));
        return this;
    }

    /// `critical` written out though it is the default.
    Forge extensionSayingNotCritical(ASN1ObjectIdentifier id, ASN1Encodable value) {
        extensions.add(of(id, ASN1Boolean.FALSE, value));
        return this;
    }

    Forge without(ASN1ObjectIdentifier id) {
        extensions.removeIf(extension -> extension.getObjectAt(0).equals(id));
        return this;
    }

    Forge instead(ASN1ObjectIdentifier id, boolean critical, ASN1Encodable value) {
        return without(id).extension(id, critical, value);
    }

    byte[] der() {
        return encode(fields(), ASN1Encoding.DER);
    }

    byte[] ber() {
        return encode(new org.bouncycastle.asn1.BERSequence(vector()), ASN1Encoding.BER);
    }

    private DERSequence fields() {
        return new DERSequence(vector());
    }

    private ASN1EncodableVector vector() {
        ASN1EncodableVector fields = new ASN1EncodableVector();
        if (version > 1) {
            fields.add(new DERTaggedObject(true, 0, new ASN1Integer(version - 1)));
        }
        fields.add(new ASN1Integer(serial));
        fields.add(algorithm);
        fields.add(issuer);
        fields.add(new DERSequence(new ASN1Encodable[] {notBefore, notAfter}));
        fields.add(subject);
        fields.add(key);
        if (uniqueIdentifiers) {
            fields.add(new DERTaggedObject(false, 1, new DERBitString(new byte[] {1})));
            fields.add(new DERTaggedObject(false, 2, new DERBitString(new byte[] {2})));
        }
        if (!extensions.isEmpty()) {
            fields.add(new DERTaggedObject(true, 3, new DERSequence(extensions.toArray(DERSequence[]::new))));
        }
        return fields;
    }

    private static DERSequence of(ASN1ObjectIdentifier id, @Nullable ASN1Boolean critical, ASN1Encodable value) {
        ASN1EncodableVector extension = new ASN1EncodableVector();
        extension.add(id);
        if (critical != null) {
            extension.add(critical);
        }
        extension.add(new DEROctetString(encode(value, ASN1Encoding.DER)));
        return new DERSequence(extension);
    }

    private static byte[] encode(ASN1Encodable value, String encoding) {
        try {
            return value.toASN1Primitive().getEncoded(encoding);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
