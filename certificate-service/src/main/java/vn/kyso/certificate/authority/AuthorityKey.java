package vn.kyso.certificate.authority;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import vn.kyso.certificate.profile.KeyType;

/// One of the CA's own keys, open, with its certificate. It does not leave the process.
///
/// @param generation counts up with each renewal of the role
/// @param issuerGeneration of the key that signed the certificate
/// @param holder the certificate, parsed once
/// @param certificate the same
public record AuthorityKey(
        AuthorityRole role,
        int generation,
        int issuerGeneration,
        X509CertificateHolder holder,
        X509Certificate certificate,
        PrivateKey privateKey) {
    /// The CA that this key is.
    ///
    /// @throws IllegalArgumentException if it is none's
    public CertificationAuthority authority() {
        return new CertificationAuthority(role, generation);
    }

    /// The CA that signed the certificate.
    public CertificationAuthority issuer() {
        return new CertificationAuthority(role.issuer(), issuerGeneration);
    }

    /// A signer for whatever this key is entitled to sign. Not thread-safe: one for each signature.
    public ContentSigner signer() {
        try {
            return new JcaContentSignerBuilder(algorithm()).build(privateKey);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("The key of " + role + " can't sign", e);
        }
    }

    /// The JCA name of its signature algorithm.
    public String algorithm() {
        return algorithm(KeyType.of(holder.getSubjectPublicKeyInfo())
                .orElseThrow(() -> new IllegalStateException("The key of " + role + " is of no known kind")));
    }

    static String algorithm(KeyType type) {
        return switch (type) {
            case P256 -> "SHA256withECDSA";
            case P384 -> "SHA384withECDSA";
            case RSA2048, RSA3072 -> throw new IllegalStateException("The CA's own keys are on curves");
        };
    }

    @Override
    public String toString() {
        return "AuthorityKey[" + role + ", generation " + generation + ", key hidden]";
    }
}
