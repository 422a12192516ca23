package vn.kyso.benchmarks.signer;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.List;
import vn.kyso.cades.RevocationData;

/// What signs, stamps and answers for a signer that is measured.
public interface Keys {
    /// The signer's certificate first.
    List<X509Certificate> chain();

    /// The CMS over a ByteRange digest, with a timestamp if the level has one.
    byte[] cms(byte[] byteRangeDigest) throws IOException;

    /// The bare signature value over these bytes, SHA-256 with RSA.
    byte[] value(byte[] data) throws IOException;

    /// A timestamp token over this digest.
    byte[] token(byte[] digest) throws IOException;

    RevocationData status() throws IOException;
}
