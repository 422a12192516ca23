package vn.kyso.cades;

/// A CMS signature is not what it must be; [#fault()] says in which respect.
public final class CmsInvalidException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Fault fault;

    CmsInvalidException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    CmsInvalidException(Fault fault, String message, Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    /// In which respect a CMS signature fails.
    public enum Fault {
        /// Not the DER of a detached SignedData with one signer.
        MALFORMED,
        /// Made by another certificate than the one asked for, or that certificate is not inside.
        OTHER_CERTIFICATE,
        /// Made over other bytes: message-digest, content-type or signing-certificate-v2 differ.
        OTHER_CONTENT,
        /// An algorithm that this profile does not allow for this key.
        ALGORITHM,
        /// The signature value does not verify.
        SIGNATURE,
        /// The signature timestamp stamps something else, or can't be read.
        TIMESTAMP
    }
}
