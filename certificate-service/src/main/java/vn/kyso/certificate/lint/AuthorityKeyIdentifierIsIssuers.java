package vn.kyso.certificate.lint;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x509.AuthorityKeyIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import vn.kyso.certificate.profile.CertificateDraft;

/// It names the issuer's key by the issuer's own identifier, and nothing else about the issuer.
final class AuthorityKeyIdentifierIsIssuers implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.2.1.1";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        Optional<AuthorityKeyIdentifier> named = draft.extension(Extension.authorityKeyIdentifier)
                .map(e -> AuthorityKeyIdentifier.getInstance(e.getParsedValue()));
        if (draft.issuer().isEmpty()) {
            return Lint.require(named.isEmpty(), "The root needs no authority key identifier");
        }
        Extension issuers = draft.issuer().get().getExtension(Extension.subjectKeyIdentifier);
        if (named.isEmpty() || issuers == null) {
            return Optional.of("The authority key identifier is missing");
        }
        byte[] expected =
                SubjectKeyIdentifier.getInstance(issuers.getParsedValue()).getKeyIdentifier();
        return Lint.require(
                Arrays.equals(named.get().getKeyIdentifierOctets(), expected)
                        && named.get().getAuthorityCertIssuer() == null
                        && named.get().getAuthorityCertSerialNumber() == null,
                "The authority key identifier is not the issuer's");
    }
}
