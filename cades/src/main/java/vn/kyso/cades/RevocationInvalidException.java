package vn.kyso.cades;

/// An OCSP response or a CRL says nothing that may be believed; [#fault()] says why.
public final class RevocationInvalidException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    RevocationInvalidException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    RevocationInvalidException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    /// Why it may not be believed.
    public enum Fault {
        /// Not the structure it should be.
        MALFORMED,
        /// The responder gave an error instead of a status.
        REFUSED,
        /// It does not speak of the certificate asked about.
        OTHER_CERTIFICATE,
        /// Signed by someone whom the issuer has not entrusted with it.
        RESPONDER,
        /// The signature does not verify.
        SIGNATURE,
        /// Not yet, or no longer, in force.
        STALE,
        /// It answers another request (nonce).
        NONCE
    }
}
