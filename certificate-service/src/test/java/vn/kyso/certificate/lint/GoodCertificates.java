package vn.kyso.certificate.lint;

import java.io.IOException;
import java.math.BigInteger;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;
import vn.kyso.certificate.profile.CertificateProfile;
import vn.kyso.certificate.profile.KeyIdentifiers;
import vn.kyso.testkit.TestKeys;

/// Certificates that break no rule, one of each profile, and what they are made of.
final class GoodCertificates {
    static final AlgorithmIdentifier ES256 = new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);
    static final SubjectPublicKeyInfo ISSUER_KEY = p256();
    static final SubjectPublicKeyInfo SUBJECT_KEY = p256();
    static final X500Name ISSUER = new X500NameBuilder(BCStyle.INSTANCE)
            .addRDN(BCStyle.C, new DERPrintableString("VN"))
            .addRDN(BCStyle.CN, new DERUTF8String("Vector CA"))
            .build();
    static final ASN1ObjectIdentifier POLICY = new ASN1ObjectIdentifier("1.3.6.1.4.1.32473.1.1");
    static final ASN1ObjectIdentifier ANY_POLICY = new ASN1ObjectIdentifier("2.5.29.32.0");

    private GoodCertificates() {}

    /// A certificate of the profile that breaks no rule.
    static Forge good(CertificateProfile profile) {
        boolean root = profile == CertificateProfile.ROOT;
        X500Name subject = switch (profile) {
            case PERSON ->
                name(
                        BCStyle.C,
                        new DERPrintableString("VN"),
                        BCStyle.CN,
                        new DERUTF8String("Nguyễn Thị Ánh"),
                        BCStyle.UID,
                        new DERUTF8String("CCCD:001099012345"));
            case ORGANISATION -> organisation("MST:0312345678");
            case ROOT -> ISSUER;
            case ISSUING, OCSP_RESPONDER, TIMESTAMP ->
                name(
                        BCStyle.C,
                        new DERPrintableString("VN"),
                        BCStyle.CN,
                        new DERUTF8String("Vector " + profile),
                        BCStyle.SERIALNUMBER,
                        new DERPrintableString("0A1B2C"));
        };
        SubjectPublicKeyInfo key = root ? ISSUER_KEY : SUBJECT_KEY;
        Forge forge = new Forge(
                ES256, ISSUER, new ASN1UTCTime("260101000000Z"), new ASN1UTCTime("290101000000Z"), subject, key);
        forge.extension(Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(KeyIdentifiers.of(key)));
        forge.extension(Extension.keyUsage, true, new KeyUsage(profile.keyUsage()));
        if (!root) {
            forge.extension(
                    Extension.authorityKeyIdentifier, false, new AuthorityKeyIdentifier(KeyIdentifiers.of(ISSUER_KEY)));
            forge.extension(
                    Extension.authorityInfoAccess,
                    false,
                    access(profile != CertificateProfile.OCSP_RESPONDER, "http://pki.example.vn/ca/issuing.crt"));
        }
        switch (profile) {
            case ROOT -> forge.extension(Extension.basicConstraints, true, new BasicConstraints(true));
            case ISSUING ->
                forge.extension(Extension.basicConstraints, true, new BasicConstraints(0))
                        .extension(Extension.certificatePolicies, false, policies(ANY_POLICY));
            case OCSP_RESPONDER ->
                forge.extension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning))
                        .extension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
            case TIMESTAMP ->
                forge.extension(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping))
                        .extension(Extension.certificatePolicies, false, policies(POLICY));
            case PERSON, ORGANISATION -> forge.extension(Extension.certificatePolicies, false, policies(POLICY));
        }
        if (!root && profile != CertificateProfile.OCSP_RESPONDER) {
            forge.extension(
                    Extension.cRLDistributionPoints, false, list("http://pki.example.vn/crl/issuing.crl", null));
        }
        return forge;
    }

    static X500Name organisation(String uid) {
        return name(
                BCStyle.C,
                new DERPrintableString("VN"),
                BCStyle.O,
                new DERUTF8String("Công ty Minh Hoạ"),
                BCStyle.CN,
                new DERUTF8String("Công ty Minh Hoạ"),
                BCStyle.UID,
                new DERUTF8String(uid));
    }

    static X500Name name(ASN1Encodable... typesAndValues) {
        X500NameBuilder builder = new X500NameBuilder(BCStyle.INSTANCE);
        for (int i = 0; i < typesAndValues.length; i += 2) {
            builder.addRDN((ASN1ObjectIdentifier) typesAndValues[i], typesAndValues[i + 1]);
        }
        return builder.build();
    }

    static AuthorityInformationAccess access(boolean ocsp, String issuer) {
        AccessDescription issuers = new AccessDescription(AccessDescription.id_ad_caIssuers, uri(issuer));
        return new AuthorityInformationAccess(
                ocsp
                        ? new AccessDescription[] {
                            new AccessDescription(AccessDescription.id_ad_ocsp, uri("http://pki.example.vn/ocsp")),
                            issuers
                        }
                        : new AccessDescription[] {issuers});
    }

    static CRLDistPoint list(String address, @Nullable ReasonFlags reasons) {
        return new CRLDistPoint(new DistributionPoint[] {
            new DistributionPoint(new DistributionPointName(new GeneralNames(uri(address))), reasons, null)
        });
    }

    static GeneralName uri(String address) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, address);
    }

    static DERSequence policies(ASN1ObjectIdentifier... policies) {
        PolicyInformation[] information = new PolicyInformation[policies.length];
        for (int i = 0; i < policies.length; i++) {
            information[i] = new PolicyInformation(policies[i]);
        }
        return new DERSequence(information);
    }

    static SubjectPublicKeyInfo p256() {
        return SubjectPublicKeyInfo.getInstance(TestKeys.p256().getPublic().getEncoded());
    }

    static SubjectPublicKeyInfo ec(String curve) {
        try {
            var generator = java.security.KeyPairGenerator.getInstance("EC");
            generator.initialize(new java.security.spec.ECGenParameterSpec(curve));
            return SubjectPublicKeyInfo.getInstance(
                    generator.generateKeyPair().getPublic().getEncoded());
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static SubjectPublicKeyInfo rsa(int bits) {
        return SubjectPublicKeyInfo.getInstance(TestKeys.rsa(bits).getPublic().getEncoded());
    }

    static SubjectPublicKeyInfo rsa(BigInteger modulus, BigInteger exponent) throws IOException {
        return new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                new RSAPublicKey(modulus, exponent));
    }
}
