package vn.kyso.signing.credential;

import java.security.PublicKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A signer's key, without its private part.
///
/// @param signer keyed hash of the userID
/// @param keyVersion counts up if a key is ever wrapped anew or moved to another store
/// @param destroyedAt when the private key was destroyed; null while it can be used
public record Credential(
        CredentialId id,
        String signer,
        KeyType keyType,
        PublicKey publicKey,
        int keyVersion,
        Instant createdAt,
        @Nullable Instant destroyedAt) {}
