package vn.kyso.pades;

/// Writes a signature's increment, all but the CMS, from the outline alone. The digest is fixed here, and with it all
/// that the signer signs: the claimed time, the stamp, the field.
public final class Preparation {
    private Preparation() {}

    /// A signature of `ETSI.CAdES.detached`.
    public static PrepareResult prepare(PdfOutline outline, SignatureSpec spec) {
        throw new UnsupportedOperationException();
    }

    /// A document timestamp (`ETSI.RFC3161`) over all there is, as B-LTA needs it: invisible, complete it with
    /// [Completion#completeTimestamp].
    public static PrepareResult prepareTimestamp(PdfOutline outline, int contentsReservedBytes) {
        throw new UnsupportedOperationException();
    }
}
