package vn.kyso.pades;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.PdfValue;
import vn.kyso.pades.pdf.TextStrings;

/// A signature dictionary but for ByteRange and Contents (ISO 32000-2, 12.8.1; ETSI EN 319 142-1, 5 and 6.3): no Cert,
/// because the certificates travel in the CMS.
final class SignatureDictionary {
    static final String FILTER = "Adobe.PPKLite";
    static final String SUB_FILTER = "ETSI.CAdES.detached";
    private static final String TIMESTAMP_SUB_FILTER = "ETSI.RFC3161";

    private SignatureDictionary() {}

    /// @param lock of the field that it goes into
    static PdfValue.Dict of(PdfOutline outline, SignatureSpec spec, PdfValue.@Nullable Dict lock) {
        PdfValue.Dict.Builder entries = PdfValue.Dict.with();
        entries.put("Type", new PdfValue.Name("Sig"));
        entries.put("Filter", new PdfValue.Name(FILTER));
        entries.put("SubFilter", new PdfValue.Name(SUB_FILTER));
        entries.put("M", TextStrings.encode(PdfDates.format(spec.signingTime())));
        text(entries, "Name", spec.signerName());
        text(entries, "Reason", spec.reason());
        text(entries, "Location", spec.location());
        text(entries, "ContactInfo", spec.contactInfo());
        PdfValue.Array references = references(outline, spec.certify(), lock);
        if (!references.items().isEmpty()) {
            entries.put("Reference", references);
        }
        return entries.done();
    }

    static PdfValue.Dict ofTimestamp() {
        return PdfValue.Dict.with()
                .put("Type", new PdfValue.Name("DocTimeStamp"))
                .put("Filter", new PdfValue.Name(FILTER))
                .put("SubFilter", new PdfValue.Name(TIMESTAMP_SUB_FILTER))
                .done();
    }

    private static PdfValue.Array references(
            PdfOutline outline, @Nullable Certification certify, PdfValue.@Nullable Dict lock) {
        PdfValue.Array references = new PdfValue.Array(List.of());
        if (certify != null) {
            PdfValue.Dict parameters = parameters().with("P", PdfValue.Num.of(certify.permission()));
            references = references.with(reference("DocMDP", parameters));
        }
        if (lock != null && lock.get("Action") instanceof PdfValue.Name action) {
            PdfValue.Dict parameters = parameters().with("Action", action);
            if (lock.get("Fields") instanceof PdfValue.Array fields) {
                parameters = parameters.with("Fields", fields);
            }
            references = references.with(reference("FieldMDP", parameters).with("Data", outline.catalogRef()));
        }
        return references;
    }

    private static PdfValue.Dict reference(String method, PdfValue.Dict parameters) {
        return PdfValue.Dict.with()
                .put("Type", new PdfValue.Name("SigRef"))
                .put("TransformMethod", new PdfValue.Name(method))
                .put("TransformParams", parameters)
                .done();
    }

    private static PdfValue.Dict parameters() {
        return PdfValue.Dict.EMPTY
                .with("Type", new PdfValue.Name("TransformParams"))
                .with("V", new PdfValue.Name("1.2"));
    }

    private static void text(PdfValue.Dict.Builder entries, String key, @Nullable String value) {
        if (value != null) {
            entries.put(key, TextStrings.encode(value));
        }
    }
}
