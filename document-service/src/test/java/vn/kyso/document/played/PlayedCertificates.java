package vn.kyso.document.played;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
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
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/// How the played PKI's certificates are made.
///
/// @param responders where they say that OCSP is answered
/// @param lists where they say that their issuer's list is
record PlayedCertificates(List<String> responders, List<String> lists) {
    enum Kind {
        AUTHORITY,
        TSA,
        SIGNER
    }

    PlayedPki.Holder issue(
            BigInteger serial,
            String name,
            KeyPair keys,
            PlayedPki.@Nullable Holder issuer,
            Instant notBefore,
            Instant notAfter,
            Kind kind) {
        X500Name subject = new X500Name(name);
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    issuer == null
                            ? subject
                            : X500Name.getInstance(issuer.certificate()
                                    .getSubjectX500Principal()
                                    .getEncoded()),
                    serial,
                    Date.from(notBefore),
                    Date.from(notAfter),
                    subject,
                    keys.getPublic());
            extend(builder, keys, issuer, kind);
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA")
                            .build(issuer == null ? keys.getPrivate() : issuer.key())));
            List<X509Certificate> chain = Stream.concat(
                            Stream.of(certificate), issuer == null ? Stream.of() : issuer.chain().stream())
                    .toList();
            return new PlayedPki.Holder(certificate, keys.getPrivate(), chain);
        } catch (OperatorCreationException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException("A played certificate can't be issued", e);
        }
    }

    private void extend(JcaX509v3CertificateBuilder builder, KeyPair keys, PlayedPki.@Nullable Holder issuer, Kind kind)
            throws GeneralSecurityException, IOException {
        JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(
                Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(keys.getPublic()));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(kind == Kind.AUTHORITY));
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(
                        kind == Kind.AUTHORITY
                                ? KeyUsage.keyCertSign | KeyUsage.cRLSign | KeyUsage.digitalSignature
                                : KeyUsage.digitalSignature | KeyUsage.nonRepudiation));
        if (kind == Kind.TSA) {
            builder.addExtension(
                    Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
        }
        if (issuer != null) {
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    identifiers.createAuthorityKeyIdentifier(issuer.certificate()));
            builder.addExtension(
                    Extension.authorityInfoAccess,
                    false,
                    new AuthorityInformationAccess(responders.stream()
                            .map(uri -> new AccessDescription(AccessDescription.id_ad_ocsp, name(uri)))
                            .toArray(AccessDescription[]::new)));
            builder.addExtension(
                    Extension.cRLDistributionPoints,
                    false,
                    new CRLDistPoint(lists.stream()
                            .map(uri -> new DistributionPoint(
                                    new DistributionPointName(new GeneralNames(name(uri))), null, null))
                            .toArray(DistributionPoint[]::new)));
        }
    }

    private static GeneralName name(String uri) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, uri);
    }
}
