package vn.kyso.pades;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.PdfValue;

/// The DSS dictionary of an outline (ISO 32000-2, 12.8.4.3).
///
/// @param ref its object; null if it stands within the catalog
/// @param dict as it is, the three arrays aside
record SecurityStore(
        PdfValue.@Nullable Ref ref,
        PdfValue.Dict dict,
        List<Entry> certificates,
        List<Entry> ocspResponses,
        List<Entry> crls) {
    SecurityStore {
        certificates = List.copyOf(certificates);
        ocspResponses = List.copyOf(ocspResponses);
        crls = List.copyOf(crls);
    }

    /// @param sha256 of the decoded stream, hexadecimal
    record Entry(PdfValue.Ref ref, String sha256) {}

    static PdfValue.Dict withoutArrays(PdfValue.Dict dict) {
        return dict.without("Certs").without("OCSPs").without("CRLs");
    }
}
