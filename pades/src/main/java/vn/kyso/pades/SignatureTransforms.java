package vn.kyso.pades;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;

/// What a signature forbids of what comes after it: the Reference of its dictionary (ISO 32000-2, 12.8.2).
///
/// @param certification DocMDP, the strictest if there are several; null if the signature does not certify
/// @param locks FieldMDP
public record SignatureTransforms(@Nullable Certification certification, List<FieldLock> locks) {
    /// Far more than anyone writes: one or two.
    private static final int MOST_REFERENCES = 100;

    public SignatureTransforms {
        locks = List.copyOf(locks);
    }

    /// Reads them.
    ///
    /// @param signature the signature dictionary, of that file
    public static SignatureTransforms of(PdfFile file, PdfValue.Dict signature)
            throws IOException, MalformedPdfException {
        Certification certification = null;
        List<FieldLock> locks = new ArrayList<>();
        PdfValue.Array references = file.array(signature.get("Reference"));
        if (references != null && references.items().size() > MOST_REFERENCES) {
            throw MalformedPdfException.tooComplex("A signature with more than " + MOST_REFERENCES + " references");
        }
        for (PdfValue item : references == null ? List.<PdfValue>of() : references.items()) {
            PdfValue.Dict reference = file.dict(item);
            PdfValue.Dict given = reference == null ? null : file.dict(reference.get("TransformParams"));
            PdfValue.Dict parameters = given == null ? PdfValue.Dict.EMPTY : given;
            if (reference != null
                    && file.resolve(reference.get("TransformMethod")) instanceof PdfValue.Name(String method)) {
                if (method.equals("DocMDP")) {
                    certification =
                            Certification.strictest(certification, permission(file.resolve(parameters.get("P"))));
                } else if (method.equals("FieldMDP")) {
                    locks.add(lock(file, parameters));
                }
            }
        }
        return new SignatureTransforms(certification, locks);
    }

    /// 2 where it is not said (ISO 32000-2, table 257); what is not defined is taken at its strictest.
    private static Certification permission(@Nullable PdfValue p) {
        if (p == null) {
            return Certification.FORM_FILLING;
        }
        long number = p instanceof PdfValue.Num given ? given.index() : 1;
        return number >= 1 && number <= 3 ? Certification.of((int) number) : Certification.NO_CHANGES;
    }

    private static FieldLock lock(PdfFile file, PdfValue.Dict parameters) throws IOException, MalformedPdfException {
        String action = file.resolve(parameters.get("Action")) instanceof PdfValue.Name(String name) ? name : "All";
        List<String> names = new ArrayList<>();
        PdfValue.Array fields = file.array(parameters.get("Fields"));
        for (PdfValue item : fields == null ? List.<PdfValue>of() : fields.items()) {
            if (file.resolve(item) instanceof PdfValue.Str name) {
                names.add(name.text());
            }
        }
        return new FieldLock(action, names);
    }
}
