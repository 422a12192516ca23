package vn.kyso.pades;

import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.PdfValue;

/// Writes a signature's increment, all but the CMS, from the outline alone. The digest is fixed here, and with it all
/// that the signer signs: the claimed time, the stamp, the field.
public final class Preparation {
    private Preparation() {}

    /// A signature of `ETSI.CAdES.detached`.
    public static PrepareResult prepare(PdfOutline outline, SignatureSpec spec) {
        Refusal refusal = FieldRules.refusalOf(outline, spec);
        if (refusal != null) {
            return new PrepareResult.Refused(refusal);
        }
        SignatureIncrement increment =
                new SignatureIncrement(outline, spec.contentsReservedBytes(), spec.stamp());
        return new PrepareResult.Prepared(
                switch (spec.placement()) {
                    case Placement.OnPage(int page, Rectangle rectangle) ->
                        increment.inNewField(
                                dictionary(outline, spec, null), page, rectangle, spec.stamp(), spec.certify());
                    case Placement.Invisible() ->
                        increment.inNewField(
                                dictionary(outline, spec, null), 1, SignatureIncrement.NOWHERE, null, spec.certify());
                    case Placement.InField(String name) -> {
                        SignatureField field = FieldRules.field(outline, name);
                        yield increment.inField(dictionary(outline, spec, field), field, spec.stamp(), spec.certify());
                    }
                });
    }

    /// A document timestamp (`ETSI.RFC3161`) over all there is, as B-LTA needs it: invisible, complete it with
    /// [Completion#completeTimestamp].
    public static PreparedSignature prepareTimestamp(PdfOutline outline, int contentsReservedBytes) {
        // No certification or lock forbids it (ISO 32000-2, 12.8.2.2.2).
        return new SignatureIncrement(outline, contentsReservedBytes, null)
                .inNewField(SignatureDictionary.ofTimestamp(), 1, SignatureIncrement.NOWHERE, null, null);
    }

    private static PdfValue.Dict dictionary(PdfOutline outline, SignatureSpec spec, @Nullable SignatureField field) {
        return SignatureDictionary.of(outline, spec, field == null ? null : field.lock());
    }
}
