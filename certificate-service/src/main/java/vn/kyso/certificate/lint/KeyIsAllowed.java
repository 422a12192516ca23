package vn.kyso.certificate.lint;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import vn.kyso.certificate.profile.CertificateDraft;
import vn.kyso.certificate.profile.KeyType;

/// Keys of the kinds that the profile names: P-256, RSA-2048, RSA-3072 for signers, P-256 or P-384 for the CA's
/// own.
final class KeyIsAllowed implements Lint {
    private static final Set<KeyType> SIGNERS = EnumSet.of(KeyType.P256, KeyType.RSA2048, KeyType.RSA3072);
    private static final Set<KeyType> OURS = EnumSet.of(KeyType.P256, KeyType.P384);

    @Override
    public String source() {
        return "certificate policy; RFC 5480, 2.1.1 (named curves); NIST SP 800-57";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        Optional<KeyType> type = KeyType.of(draft.tbs().getSubjectPublicKeyInfo());
        Set<KeyType> allowed = draft.profile().signer() ? SIGNERS : OURS;
        return Lint.require(
                type.isPresent() && allowed.contains(type.get()), "The key is of a kind that is not allowed");
    }
}
