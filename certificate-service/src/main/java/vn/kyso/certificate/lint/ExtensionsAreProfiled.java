package vn.kyso.certificate.lint;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import vn.kyso.certificate.profile.CertificateDraft;
import vn.kyso.certificate.profile.CertificateProfile;

/// Only extensions that the profile knows, each critical exactly where its clause wants it.
final class ExtensionsAreProfiled implements Lint {
    private static final Set<String> CRITICAL = Set.of(Extension.basicConstraints.getId(), Extension.keyUsage.getId());
    private static final Set<String> KNOWN = Set.of(
            Extension.basicConstraints.getId(),
            Extension.keyUsage.getId(),
            Extension.extendedKeyUsage.getId(),
            Extension.subjectKeyIdentifier.getId(),
            Extension.authorityKeyIdentifier.getId(),
            Extension.authorityInfoAccess.getId(),
            Extension.cRLDistributionPoints.getId(),
            Extension.certificatePolicies.getId(),
            OCSPObjectIdentifiers.id_pkix_ocsp_nocheck.getId());

    @Override
    public String source() {
        return "RFC 5280, 4.2; certificate policy";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        Set<String> known = KNOWN;
        Set<String> unknown = new TreeSet<>(draft.extensionIds());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            return Optional.of("The profile knows no extension " + unknown);
        }
        for (String id : draft.extensionIds()) {
            boolean critical =
                    draft.extension(new ASN1ObjectIdentifier(id)).orElseThrow().isCritical();
            boolean wanted = CRITICAL.contains(id)
                    || (id.equals(Extension.extendedKeyUsage.getId())
                            && draft.profile() == CertificateProfile.TIMESTAMP);
            if (critical != wanted) {
                return Optional.of("Extension " + id + (wanted ? " must" : " must not") + " be critical");
            }
        }
        return Optional.empty();
    }
}
