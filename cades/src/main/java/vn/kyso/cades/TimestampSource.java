package vn.kyso.cades;

/// Where timestamps come from: a TSA over HTTP, or one in the same process.
public interface TimestampSource {
    /// A verified token over this SHA-256 digest. May take as long as the network: never call it in a transaction.
    TimestampToken timestamp(byte[] sha256) throws TimestampUnavailableException;
}
