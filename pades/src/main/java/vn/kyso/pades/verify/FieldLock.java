package vn.kyso.pades.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.Certification;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;

/// Which fields a signature locks (FieldMDP, ISO 32000-2, 12.8.2.4).
///
/// @param action All, Include or Exclude; anything else locks all
record FieldLock(String action, List<String> fields) {
    FieldLock {
        fields = List.copyOf(fields);
    }

    boolean covers(String field) {
        boolean named = fields.stream().anyMatch(f -> field.equals(f) || field.startsWith(f + "."));
        return switch (action) {
            case "Include" -> named;
            case "Exclude" -> !named;
            default -> true;
        };
    }

    /// What a signature dictionary's Reference says.
    ///
    /// @param certification null if it does not certify
    record Transforms(@Nullable Certification certification, List<FieldLock> locks) {}

    static Transforms of(PdfFile file, PdfValue.Dict signature) throws IOException, MalformedPdfException {
        Certification certification = null;
        List<FieldLock> locks = new ArrayList<>();
        PdfValue.Array references = file.array(signature.get("Reference"));
        for (PdfValue item : references == null ? List.<PdfValue>of() : references.items()) {
            PdfValue.Dict reference = file.dict(item);
            PdfValue.Dict given = reference == null ? null : file.dict(reference.get("TransformParams"));
            PdfValue.Dict parameters = given == null ? PdfValue.Dict.EMPTY : given;
            if (reference != null
                    && file.resolve(reference.get("TransformMethod")) instanceof PdfValue.Name(String m)) {
                if (m.equals("DocMDP")) {
                    certification = strictest(certification, permission(file.resolve(parameters.get("P"))));
                } else if (m.equals("FieldMDP")) {
                    locks.add(lock(file, parameters));
                }
            }
        }
        return new Transforms(certification, locks);
    }

    static @Nullable Certification strictest(@Nullable Certification a, @Nullable Certification b) {
        return a == null ? b : b == null || a.permission() < b.permission() ? a : b;
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
