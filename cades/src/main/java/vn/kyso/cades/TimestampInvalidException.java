package vn.kyso.cades;

/// A timestamp token must not be used; [#fault()] says why.
public final class TimestampInvalidException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    TimestampInvalidException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    TimestampInvalidException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    /// Why a token must not be used.
    public enum Fault {
        /// Not a token, or not a timestamp response.
        MALFORMED,
        /// The TSA answered with a refusal (RFC 3161, 2.4.2).
        REJECTED,
        /// It stamps another digest, or by another hash algorithm.
        IMPRINT,
        /// It answers another request (nonce).
        NONCE,
        /// Another policy than the one asked for.
        POLICY,
        /// The signer's certificate is missing, or is no TSA's: `timeStamping` must be its only extended key usage,
        /// and critical (RFC 3161, 2.3).
        CERTIFICATE,
        /// The token's signature or its signing-certificate attribute does not hold.
        SIGNATURE,
        /// No chain from the TSA's certificate to a given anchor at the time it claims.
        CHAIN,
        /// The claimed time is too far from the clock.
        TIME
    }
}
