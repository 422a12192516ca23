package vn.kyso.certificate.lint;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import vn.kyso.certificate.profile.CertificateDraft;
import vn.kyso.certificate.profile.KeyType;

/// ECDSA with the hash that is as strong as the issuer's curve, and without parameters.
final class SignatureAlgorithmFitsIssuerKey implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.1.2.3; RFC 5758, 3.2";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        AlgorithmIdentifier algorithm = draft.tbs().getSignature();
        if (algorithm.getParameters() != null) {
            return Optional.of("ECDSA has no parameters");
        }
        ASN1ObjectIdentifier expected = KeyType.of(draft.issuerKey())
                .map(type -> switch (type) {
                    case P256 -> X9ObjectIdentifiers.ecdsa_with_SHA256;
                    case P384 -> X9ObjectIdentifiers.ecdsa_with_SHA384;
                    case RSA2048, RSA3072 -> null;
                })
                .orElse(null);
        return Lint.require(
                algorithm.getAlgorithm().equals(expected), "The signature algorithm does not fit the issuer's key");
    }
}
