package vn.kyso.certificate.lint;

import static vn.kyso.certificate.lint.GoodCertificates.ANY_POLICY;
import static vn.kyso.certificate.lint.GoodCertificates.ISSUER;
import static vn.kyso.certificate.lint.GoodCertificates.POLICY;
import static vn.kyso.certificate.lint.GoodCertificates.access;
import static vn.kyso.certificate.lint.GoodCertificates.list;
import static vn.kyso.certificate.lint.GoodCertificates.policies;
import static vn.kyso.certificate.lint.GoodCertificates.uri;

import java.io.IOException;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
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
import org.bouncycastle.asn1.x509.ReasonFlags;
import org.jspecify.annotations.Nullable;
import vn.kyso.certificate.profile.CertificateProfile;

/// Vectors about extensions.
final class ExtensionVectors {
    private static final DistributionPointName FULL_NAME =
            new DistributionPointName(new GeneralNames(uri("http://pki.example.vn/crl/issuing.crl")));

    private final LintVectors vectors;

    ExtensionVectors(LintVectors vectors) {
        this.vectors = vectors;
    }

    void writeAll() throws IOException {
        extensions();
        addresses();
    }

    private void extensions() throws IOException {
        vectors.good("ExtensionsOccurOnce", CertificateProfile.PERSON, "once", f -> f);
        vectors.bad(
                "ExtensionsOccurOnce",
                CertificateProfile.PERSON,
                "twice",
                f -> f.extension(Extension.certificatePolicies, false, policies(POLICY)));
        vectors.good("ExtensionsAreProfiled", CertificateProfile.PERSON, "person", f -> f);
        vectors.good("ExtensionsAreProfiled", CertificateProfile.TIMESTAMP, "timestamp", f -> f);
        vectors.bad(
                "ExtensionsAreProfiled",
                CertificateProfile.PERSON,
                "unknown",
                f -> f.extension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(new GeneralName(GeneralName.dNSName, "a.vn"))));
        vectors.bad(
                "ExtensionsAreProfiled",
                CertificateProfile.PERSON,
                "usage-not-critical",
                f -> f.instead(Extension.keyUsage, false, new KeyUsage(CertificateProfile.PERSON.keyUsage())));
        vectors.bad(
                "ExtensionsAreProfiled",
                CertificateProfile.PERSON,
                "policies-critical",
                f -> f.instead(Extension.certificatePolicies, true, policies(POLICY)));
        vectors.bad(
                "ExtensionsAreProfiled",
                CertificateProfile.TIMESTAMP,
                "purpose-not-critical",
                f -> f.instead(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping)));
        vectors.good("BasicConstraintsFitProfile", CertificateProfile.ROOT, "root", f -> f);
        vectors.good("BasicConstraintsFitProfile", CertificateProfile.ISSUING, "issuing", f -> f);
        vectors.good("BasicConstraintsFitProfile", CertificateProfile.PERSON, "person", f -> f);
        vectors.bad(
                "BasicConstraintsFitProfile",
                CertificateProfile.PERSON,
                "person-ca",
                f -> f.extension(Extension.basicConstraints, true, new BasicConstraints(true)));
        vectors.bad(
                "BasicConstraintsFitProfile",
                CertificateProfile.ISSUING,
                "without-path-length",
                f -> f.instead(Extension.basicConstraints, true, new BasicConstraints(true)));
        vectors.bad(
                "BasicConstraintsFitProfile",
                CertificateProfile.ISSUING,
                "path-length-1",
                f -> f.instead(Extension.basicConstraints, true, new BasicConstraints(1)));
        vectors.bad(
                "BasicConstraintsFitProfile",
                CertificateProfile.ISSUING,
                "no-ca",
                f -> f.instead(Extension.basicConstraints, true, new BasicConstraints(false)));
        vectors.bad(
                "BasicConstraintsFitProfile",
                CertificateProfile.ROOT,
                "absent",
                f -> f.without(Extension.basicConstraints));
        for (CertificateProfile profile : CertificateProfile.values()) {
            vectors.good("KeyUsageFitsProfile", profile, "profiled", f -> f);
            vectors.good("ExtendedKeyUsageFitsProfile", profile, "profiled", f -> f);
        }
        vectors.bad("KeyUsageFitsProfile", CertificateProfile.PERSON, "absent", f -> f.without(Extension.keyUsage));
        vectors.bad(
                "KeyUsageFitsProfile",
                CertificateProfile.PERSON,
                "cert-sign",
                f -> f.instead(
                        Extension.keyUsage,
                        true,
                        new KeyUsage(KeyUsage.digitalSignature | KeyUsage.nonRepudiation | KeyUsage.keyCertSign)));
        vectors.bad(
                "KeyUsageFitsProfile",
                CertificateProfile.PERSON,
                "no-non-repudiation",
                f -> f.instead(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)));
        vectors.bad(
                "KeyUsageFitsProfile",
                CertificateProfile.ISSUING,
                "no-crl-sign",
                f -> f.instead(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign)));
        vectors.bad(
                "ExtendedKeyUsageFitsProfile",
                CertificateProfile.TIMESTAMP,
                "two-purposes",
                f -> f.instead(Extension.extendedKeyUsage, true, new ExtendedKeyUsage(new KeyPurposeId[] {
                    KeyPurposeId.id_kp_timeStamping, KeyPurposeId.id_kp_codeSigning
                })));
        vectors.bad(
                "ExtendedKeyUsageFitsProfile",
                CertificateProfile.TIMESTAMP,
                "absent",
                f -> f.without(Extension.extendedKeyUsage));
        vectors.bad(
                "ExtendedKeyUsageFitsProfile",
                CertificateProfile.PERSON,
                "any-purpose",
                f -> f.extension(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.anyExtendedKeyUsage)));
        vectors.bad(
                "ExtendedKeyUsageFitsProfile",
                CertificateProfile.OCSP_RESPONDER,
                "time-stamping",
                f -> f.instead(
                        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_timeStamping)));
        vectors.good("PoliciesArePresent", CertificateProfile.PERSON, "policy", f -> f);
        vectors.good("PoliciesArePresent", CertificateProfile.ISSUING, "any-policy", f -> f);
        vectors.good("PoliciesArePresent", CertificateProfile.ROOT, "root", f -> f);
        vectors.bad(
                "PoliciesArePresent",
                CertificateProfile.PERSON,
                "absent",
                f -> f.without(Extension.certificatePolicies));
        vectors.bad(
                "PoliciesArePresent",
                CertificateProfile.PERSON,
                "any-policy",
                f -> f.instead(Extension.certificatePolicies, false, policies(ANY_POLICY)));
        vectors.bad(
                "PoliciesArePresent",
                CertificateProfile.PERSON,
                "twice",
                f -> f.instead(Extension.certificatePolicies, false, policies(POLICY, POLICY)));
        vectors.bad(
                "PoliciesArePresent",
                CertificateProfile.ROOT,
                "root-with-policy",
                f -> f.extension(Extension.certificatePolicies, false, policies(POLICY)));
        vectors.good("PoliciesArePresent", CertificateProfile.OCSP_RESPONDER, "responder", f -> f);
        vectors.bad(
                "PoliciesArePresent",
                CertificateProfile.OCSP_RESPONDER,
                "responder-with-policy",
                f -> f.extension(Extension.certificatePolicies, false, policies(POLICY)));
        vectors.bad(
                "PoliciesArePresent",
                CertificateProfile.ISSUING,
                "without-any-policy",
                f -> f.instead(Extension.certificatePolicies, false, policies(POLICY)));
        vectors.good("OcspNoCheckIsResponders", CertificateProfile.OCSP_RESPONDER, "responder", f -> f);
        vectors.good("OcspNoCheckIsResponders", CertificateProfile.PERSON, "person", f -> f);
        vectors.bad(
                "OcspNoCheckIsResponders",
                CertificateProfile.OCSP_RESPONDER,
                "absent",
                f -> f.without(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck));
        vectors.bad(
                "OcspNoCheckIsResponders",
                CertificateProfile.OCSP_RESPONDER,
                "not-null",
                f -> f.instead(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, new DERUTF8String("yes")));
        vectors.bad(
                "OcspNoCheckIsResponders",
                CertificateProfile.PERSON,
                "person-unchecked",
                f -> f.extension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE));
    }

    private void addresses() throws IOException {
        vectors.good("AuthorityInformationIsReachable", CertificateProfile.PERSON, "both", f -> f);
        vectors.good("AuthorityInformationIsReachable", CertificateProfile.OCSP_RESPONDER, "issuer-only", f -> f);
        vectors.good("AuthorityInformationIsReachable", CertificateProfile.ROOT, "root", f -> f);
        vectors.bad(
                "AuthorityInformationIsReachable",
                CertificateProfile.PERSON,
                "absent",
                f -> f.without(Extension.authorityInfoAccess));
        vectors.bad(
                "AuthorityInformationIsReachable",
                CertificateProfile.PERSON,
                "without-ocsp",
                f -> f.instead(
                        Extension.authorityInfoAccess, false, access(false, "http://pki.example.vn/ca/issuing.crt")));
        vectors.bad(
                "AuthorityInformationIsReachable",
                CertificateProfile.PERSON,
                "file-address",
                f -> f.instead(Extension.authorityInfoAccess, false, access(true, "file:///etc/passwd")));
        vectors.bad(
                "AuthorityInformationIsReachable",
                CertificateProfile.OCSP_RESPONDER,
                "responder-with-ocsp",
                f -> f.instead(
                        Extension.authorityInfoAccess, false, access(true, "http://pki.example.vn/ca/issuing.crt")));
        vectors.good("CrlDistributionPointIsReachable", CertificateProfile.PERSON, "http", f -> f);
        vectors.good("CrlDistributionPointIsReachable", CertificateProfile.OCSP_RESPONDER, "responder", f -> f);
        vectors.bad(
                "CrlDistributionPointIsReachable",
                CertificateProfile.PERSON,
                "absent",
                f -> f.without(Extension.cRLDistributionPoints));
        vectors.bad(
                "CrlDistributionPointIsReachable",
                CertificateProfile.PERSON,
                "ldap",
                f -> f.instead(Extension.cRLDistributionPoints, false, list("ldap://pki.example.vn/cn=ca", null)));
        vectors.bad(
                "CrlDistributionPointIsReachable",
                CertificateProfile.PERSON,
                "some-reasons",
                f -> f.instead(
                        Extension.cRLDistributionPoints,
                        false,
                        list("http://pki.example.vn/crl/issuing.crl", new ReasonFlags(ReasonFlags.keyCompromise))));
        vectors.bad(
                "CrlDistributionPointIsReachable",
                CertificateProfile.OCSP_RESPONDER,
                "responder-with-list",
                f -> f.extension(
                        Extension.cRLDistributionPoints, false, list("http://pki.example.vn/crl/issuing.crl", null)));
        vectors.good("CrlDistributionPointIsReachable", CertificateProfile.ROOT, "root", f -> f);
        vectors.bad(
                "CrlDistributionPointIsReachable",
                CertificateProfile.ROOT,
                "root-with-list",
                f -> f.extension(
                        Extension.cRLDistributionPoints, false, list("http://pki.example.vn/crl/root.crl", null)));
        distributionPoints("two-points", point(FULL_NAME, null), point(FULL_NAME, null));
        distributionPoints("crl-issuer", point(FULL_NAME, new GeneralNames(new GeneralName(ISSUER))));
        distributionPoints(
                "relative-name",
                point(
                        new DistributionPointName(
                                DistributionPointName.NAME_RELATIVE_TO_CRL_ISSUER,
                                new RDN(BCStyle.CN, new DERUTF8String("list")).toASN1Primitive()),
                        null));
    }

    private void distributionPoints(String name, DistributionPoint... points) throws IOException {
        vectors.bad(
                "CrlDistributionPointIsReachable",
                CertificateProfile.PERSON,
                name,
                f -> f.instead(Extension.cRLDistributionPoints, false, new CRLDistPoint(points)));
    }

    private static DistributionPoint point(DistributionPointName name, @Nullable GeneralNames crlIssuer) {
        return new DistributionPoint(name, null, crlIssuer);
    }
}
