package vn.kyso.approval.authenticator;

import java.security.KeyPair;
import java.util.Arrays;

/// A WebAuthn credential with its private key.
public final class Passkey {
    private final byte[] credentialId;
    private final String rpId;
    private final byte[] userHandle;
    private final KeyPair key;

    /// @param key on P-256
    public Passkey(byte[] credentialId, String rpId, byte[] userHandle, KeyPair key) {
        this.credentialId = credentialId.clone();
        this.rpId = rpId;
        this.userHandle = userHandle.clone();
        this.key = key;
    }

    public byte[] credentialId() {
        return credentialId.clone();
    }

    public String rpId() {
        return rpId;
    }

    public byte[] userHandle() {
        return userHandle.clone();
    }

    public KeyPair key() {
        return key;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Passkey p && Arrays.equals(credentialId, p.credentialId) && rpId.equals(p.rpId);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(credentialId);
    }

    @Override
    public String toString() {
        return "Passkey for " + rpId + ", key redacted";
    }
}
