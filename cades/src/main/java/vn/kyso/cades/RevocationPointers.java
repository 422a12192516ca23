package vn.kyso.cades;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/// Where a certificate says that its status and its issuer are found: `http` and `https` addresses of its AIA (RFC
/// 5280, 4.2.2.1) and CRL distribution points (4.2.1.13). They are a stranger's word: fetch them through the egress
/// port only. Of each kind the first two count; a certificate that names hundreds makes nobody call hundreds.
///
/// @param ocsp responders, in the certificate's order
/// @param caIssuers where the issuer's certificate is found
public record RevocationPointers(List<URI> ocsp, List<URI> caIssuers, List<URI> crls) {
    /// Addresses of one kind that count: a place and its stand-in.
    public static final int MOST = 2;

    public RevocationPointers {
        ocsp = List.copyOf(ocsp);
        caIssuers = List.copyOf(caIssuers);
        crls = List.copyOf(crls);
    }

    /// Reads them; what can't be read counts as absent.
    public static RevocationPointers of(X509Certificate certificate) {
        return new RevocationPointers(
                accessLocations(certificate, AccessDescription.id_ad_ocsp),
                accessLocations(certificate, AccessDescription.id_ad_caIssuers),
                distributionPoints(certificate));
    }

    private static List<URI> accessLocations(X509Certificate certificate, ASN1ObjectIdentifier method) {
        byte[] value = certificate.getExtensionValue(Extension.authorityInfoAccess.getId());
        List<URI> uris = new ArrayList<>();
        if (value != null) {
            try {
                AuthorityInformationAccess access = AuthorityInformationAccess.getInstance(
                        ASN1OctetString.getInstance(value).getOctets());
                for (AccessDescription description : access.getAccessDescriptions()) {
                    if (description.getAccessMethod().equals(method)) {
                        addUri(uris, description.getAccessLocation());
                    }
                }
            } catch (IllegalArgumentException | IllegalStateException e) {
                return List.of();
            }
        }
        return uris;
    }

    private static List<URI> distributionPoints(X509Certificate certificate) {
        byte[] value = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
        List<URI> uris = new ArrayList<>();
        if (value != null) {
            try {
                CRLDistPoint points = CRLDistPoint.getInstance(
                        ASN1OctetString.getInstance(value).getOctets());
                for (DistributionPoint point : points.getDistributionPoints()) {
                    DistributionPointName name = point.getDistributionPoint();
                    if (name != null && name.getType() == DistributionPointName.FULL_NAME) {
                        for (GeneralName general :
                                GeneralNames.getInstance(name.getName()).getNames()) {
                            addUri(uris, general);
                        }
                    }
                }
            } catch (IllegalArgumentException | IllegalStateException e) {
                return List.of();
            }
        }
        return uris;
    }

    private static void addUri(List<URI> uris, GeneralName name) {
        if (uris.size() == MOST || name.getTagNo() != GeneralName.uniformResourceIdentifier) {
            return;
        }
        URI uri = URI.create(name.getName().toString());
        if ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme())) {
            uris.add(uri);
        }
    }
}
