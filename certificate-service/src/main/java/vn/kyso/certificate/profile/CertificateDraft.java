package vn.kyso.certificate.profile;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.jspecify.annotations.Nullable;

/// A certificate before it is signed: exactly the bytes that the CA's key would sign, what they are meant to
/// be, and who would sign them.
public final class CertificateDraft {
    private final CertificateProfile profile;
    private final byte[] der;
    private final @Nullable X509CertificateHolder issuer;

    /// @param der the TBSCertificate
    /// @param issuer null for the root, which signs itself
    public CertificateDraft(CertificateProfile profile, byte[] der, @Nullable X509CertificateHolder issuer) {
        this.profile = profile;
        this.der = der.clone();
        this.issuer = issuer;
    }

    public CertificateProfile profile() {
        return profile;
    }

    public byte[] der() {
        return der.clone();
    }

    /// The same, read.
    ///
    /// @throws IllegalArgumentException if the bytes are no TBSCertificate, which is for a rule to say
    public TBSCertificate tbs() {
        return TBSCertificate.getInstance(der);
    }

    /// The CA's certificate; empty for the root.
    public Optional<X509CertificateHolder> issuer() {
        return Optional.ofNullable(issuer);
    }

    /// The key that will sign: the issuer's, or the root's own.
    public SubjectPublicKeyInfo issuerKey() {
        return issuer == null ? tbs().getSubjectPublicKeyInfo() : issuer.getSubjectPublicKeyInfo();
    }

    public Optional<Extension> extension(ASN1ObjectIdentifier id) {
        Extensions extensions = tbs().getExtensions();
        return extensions == null ? Optional.empty() : Optional.ofNullable(extensions.getExtension(id));
    }

    /// The identifiers of all extensions, dotted.
    public Set<String> extensionIds() {
        Set<String> ids = new TreeSet<>();
        Extensions extensions = tbs().getExtensions();
        if (extensions != null) {
            Arrays.stream(extensions.getExtensionOIDs()).forEach(id -> ids.add(id.getId()));
        }
        return ids;
    }

    /// Whether the bytes are in the one form that DER (X.690, 10) allows.
    public boolean canonical() {
        try {
            return Arrays.equals(der, tbs().toASN1Primitive().getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            return false;
        }
    }
}
