package vn.kyso.approval;

/// A prepared PDF from which no phone will derive a digest.
public final class PreparedPdfRefusedException extends Exception {
    private final Fault fault;

    PreparedPdfRefusedException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }

    /// Why.
    public enum Fault {
        /// There is no `/Contents <0…0>`.
        NO_PLACE,
        /// There is more than one.
        SEVERAL_PLACES,
        /// The place is not in one dictionary with `/SubFilter /ETSI.CAdES.detached` and a `/ByteRange` that leaves
        /// out exactly this place.
        NOT_THE_SIGNATURE,
        /// The place is larger than any signature.
        TOO_LARGE
    }
}
