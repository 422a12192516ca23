package vn.kyso.signing.credential;

import java.util.Arrays;
import java.util.Optional;
import vn.kyso.cades.SignatureAlgorithm;

/// The kinds of key that are made here.
public enum KeyType {
    P256("p256", SignatureAlgorithm.ES256, 256),
    RSA2048("rsa2048", SignatureAlgorithm.RS256, 2048),
    RSA3072("rsa3072", SignatureAlgorithm.RS256, 3072);

    private final String wire;
    private final SignatureAlgorithm algorithm;
    private final int bits;

    KeyType(String wire, SignatureAlgorithm algorithm, int bits) {
        this.wire = wire;
        this.algorithm = algorithm;
        this.bits = bits;
    }

    /// As events and the API write it.
    public String wire() {
        return wire;
    }

    public SignatureAlgorithm algorithm() {
        return algorithm;
    }

    int bits() {
        return bits;
    }

    /// The kind of that name, if there is one.
    public static Optional<KeyType> of(String wire) {
        return Arrays.stream(values()).filter(t -> t.wire.equals(wire)).findFirst();
    }
}
