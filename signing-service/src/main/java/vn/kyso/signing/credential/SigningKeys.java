package vn.kyso.signing.credential;

import java.security.PublicKey;

/// Where private keys live: a border with the outside (a software store, or an HSM by PKCS#11). Every call may take
/// long and must not run in a transaction. Safe for use by many threads.
public interface SigningKeys {
    /// Makes and keeps a key for that credential.
    ///
    /// @throws KeyUnavailableException if the store can't be used
    PublicKey generate(CredentialId id, String signer, KeyType type);

    /// Signs `data` (hashing it with SHA-256) with the credential's key.
    ///
    /// @return ECDSA as DER (RFC 3279), RSASSA-PKCS1-v1_5 in the modulus's size
    /// @throws KeyUnavailableException if the store can't be used, is overloaded, or holds no such key
    byte[] sign(Credential credential, byte[] data);

    /// Destroys the key for good; nothing happens where there is none.
    void destroy(CredentialId id);

    /// Uses the store without using anybody's key, in a way that fails where nobody's key would open.
    ///
    /// @throws KeyUnavailableException if it can't be used
    void probe();
}
