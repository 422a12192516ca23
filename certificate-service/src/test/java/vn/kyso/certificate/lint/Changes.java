package vn.kyso.certificate.lint;

import static vn.kyso.certificate.lint.GoodCertificates.name;

import java.math.BigInteger;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import vn.kyso.certificate.profile.KeyIdentifiers;

/// What vectors change in a good certificate.
final class Changes {
    private Changes() {}

    static UnaryOperator<Forge> person(ASN1Encodable country, ASN1Encodable name, ASN1Encodable uid) {
        return subject(name(BCStyle.C, country, BCStyle.CN, name, BCStyle.UID, uid));
    }

    static UnaryOperator<Forge> personNamed(String name) {
        return person(new DERPrintableString("VN"), new DERUTF8String(name), new DERUTF8String("CCCD:001099012345"));
    }

    static UnaryOperator<Forge> uid(String uid) {
        return person(new DERPrintableString("VN"), new DERUTF8String("Nguyễn Thị Ánh"), new DERUTF8String(uid));
    }

    static UnaryOperator<Forge> country(String country) {
        return person(
                new DERPrintableString(country), new DERUTF8String("Nguyễn"), new DERUTF8String("CCCD:001099012345"));
    }

    static UnaryOperator<Forge> subject(X500Name subject) {
        return f -> {
            f.subject = subject;
            return f;
        };
    }

    static UnaryOperator<Forge> serial(BigInteger serial) {
        return f -> {
            f.serial = serial;
            return f;
        };
    }

    static UnaryOperator<Forge> algorithm(AlgorithmIdentifier algorithm) {
        return f -> {
            f.algorithm = algorithm;
            return f;
        };
    }

    static UnaryOperator<Forge> to(ASN1Encodable notAfter) {
        return f -> {
            f.notAfter = notAfter;
            return f;
        };
    }

    /// The key, and the identifier that goes with it.
    static UnaryOperator<Forge> key(SubjectPublicKeyInfo key) {
        return f -> {
            f.key = key;
            return f.instead(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(KeyIdentifiers.of(key)));
        };
    }
}
