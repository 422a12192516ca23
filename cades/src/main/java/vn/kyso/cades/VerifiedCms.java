package vn.kyso.cades;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A CMS signature whose digest, certificate and signature value were checked.
public final class VerifiedCms {
    private final byte[] signatureValue;
    private final List<byte[]> certificates;
    private final @Nullable TimestampToken timestamp;

    VerifiedCms(byte[] signatureValue, List<byte[]> certificates, @Nullable TimestampToken timestamp) {
        this.signatureValue = signatureValue;
        this.certificates = certificates;
        this.timestamp = timestamp;
    }

    public byte[] signatureValue() {
        return signatureValue.clone();
    }

    /// The certificates that travel with the signature, DER.
    public List<byte[]> certificates() {
        return certificates.stream().map(byte[]::clone).toList();
    }

    /// The signature timestamp, its imprint checked, its signature and chain not ([TimestampVerifier] does that).
    public Optional<TimestampToken> timestamp() {
        return Optional.ofNullable(timestamp);
    }
}
