package vn.kyso.pades;

import vn.kyso.cades.RevocationData;

/// Adds to a signed document what readers need to believe its signatures later.
public final class Extension {
    private Extension() {}

    /// PAdES B-LT: a DSS dictionary (ISO 32000-2, 12.8.4.3) with these certificates, OCSP responses and CRLs, less what
    /// the document holds already. With nothing new to add the increment is empty.
    public static IncrementResult toLt(PdfOutline signed, RevocationData data) {
        throw new UnsupportedOperationException();
    }
}
