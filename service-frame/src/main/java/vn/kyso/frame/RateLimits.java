package vn.kyso.frame;

/// Limits that hold over all instances of a service together: one token bucket per name in the service's database.
public interface RateLimits {
    /// Takes one call out of the bucket, which holds up to a minute's worth and fills steadily. The taking
    /// commits by itself, so call it outside a transaction or accept that a rollback gives the call back.
    ///
    /// @param bucket what is limited, for whom: `certificate-look-up:demo`
    /// @throws ProblemException `rate-limited`, with `retryAfterSeconds` and the header `Retry-After`, when it is
    ///     empty
    void take(String bucket, int perMinute);
}
