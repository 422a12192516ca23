package vn.kyso.cades;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// What a believed timestamp says.
///
/// @param policy dotted OID
/// @param chain the TSA's certificate first, the trust anchor last
public record VerifiedTimestamp(Instant genTime, String policy, BigInteger serial, List<X509Certificate> chain) {
    public VerifiedTimestamp {
        chain = List.copyOf(chain);
    }
}
