package vn.kyso.certificate.authority;

import java.io.IOException;
import java.util.Objects;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;
import vn.kyso.certificate.profile.CertificateProfile;
import vn.kyso.certificate.profile.KeyIdentifiers;

/// The extensions of each profile (RFC 5280, 4.2).
final class ProfileExtensions {
    private static final ASN1ObjectIdentifier ANY_POLICY = new ASN1ObjectIdentifier("2.5.29.32.0");

    private final PkiAddresses addresses;
    private final ASN1ObjectIdentifier signerPolicy;
    private final ASN1ObjectIdentifier timestampPolicy;

    ProfileExtensions(PkiAddresses addresses, String signerPolicy, String timestampPolicy) {
        this.addresses = addresses;
        this.signerPolicy = new ASN1ObjectIdentifier(signerPolicy);
        this.timestampPolicy = new ASN1ObjectIdentifier(timestampPolicy);
    }

    Extensions of(CertificateProfile profile, SubjectPublicKeyInfo key, @Nullable AuthorityKey issuer) {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        try {
            identifiers(extensions, key, issuer);
            usages(extensions, profile);
            switch (profile) {
                case ROOT -> extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
                case ISSUING -> {
                    extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
                    policy(extensions, ANY_POLICY);
                    status(extensions, authority(issuer));
                }
                case OCSP_RESPONDER -> {
                    extensions.addExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
                    extensions.addExtension(Extension.authorityInfoAccess, false, issuerOnly(issuer));
                }
                case TIMESTAMP -> {
                    policy(extensions, timestampPolicy);
                    status(extensions, authority(issuer));
                }
                case PERSON, ORGANISATION -> {
                    policy(extensions, signerPolicy);
                    status(extensions, authority(issuer));
                }
            }
            return extensions.generate();
        } catch (IOException e) {
            throw new IllegalStateException("An extension of known fields can't be encoded", e);
        }
    }

    private static void identifiers(
            ExtensionsGenerator extensions, SubjectPublicKeyInfo key, @Nullable AuthorityKey issuer)
            throws IOException {
        extensions.addExtension(
                Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(KeyIdentifiers.of(key)));
        if (issuer != null) {
            extensions.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new AuthorityKeyIdentifier(KeyIdentifiers.of(issuer.holder().getSubjectPublicKeyInfo())));
        }
    }

    private static void usages(ExtensionsGenerator extensions, CertificateProfile profile) throws IOException {
        extensions.addExtension(Extension.keyUsage, true, new KeyUsage(profile.keyUsage()));
        switch (profile) {
            case TIMESTAMP -> // critical, and the only one: RFC 3161, 2.3
                extensions.addExtension(
                        Extension.extendedKeyUsage, true, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping));
            case OCSP_RESPONDER ->
                extensions.addExtension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_OCSPSigning));
            case ROOT, ISSUING, PERSON, ORGANISATION -> {
                // What they may do is said by the key usage alone.
            }
        }
    }

    private static void policy(ExtensionsGenerator extensions, ASN1ObjectIdentifier policy) throws IOException {
        extensions.addExtension(Extension.certificatePolicies, false, new DERSequence(new PolicyInformation(policy)));
    }

    private void status(ExtensionsGenerator extensions, CertificationAuthority issuer) throws IOException {
        extensions.addExtension(
                Extension.authorityInfoAccess, false, new AuthorityInformationAccess(new AccessDescription[] {
                    new AccessDescription(AccessDescription.id_ad_ocsp, uri(addresses.ocsp())),
                    new AccessDescription(AccessDescription.id_ad_caIssuers, uri(addresses.certificate(issuer)))
                }));
        DistributionPoint point = new DistributionPoint(
                new DistributionPointName(new GeneralNames(uri(addresses.list(issuer)))), null, null);
        extensions.addExtension(
                Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {point}));
    }

    /// A responder's own status is not asked for; which CA it answers for is its issuer.
    private AuthorityInformationAccess issuerOnly(@Nullable AuthorityKey issuer) {
        return new AuthorityInformationAccess(
                AccessDescription.id_ad_caIssuers, uri(addresses.certificate(authority(issuer))));
    }

    private static CertificationAuthority authority(@Nullable AuthorityKey issuer) {
        return Objects.requireNonNull(issuer, "Only the root signs itself").authority();
    }

    private static GeneralName uri(String address) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, address);
    }
}
