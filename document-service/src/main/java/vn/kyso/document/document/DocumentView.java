package vn.kyso.document.document;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.pades.Certification;
import vn.kyso.pades.EmptyField;
import vn.kyso.pades.ExistingSignature;
import vn.kyso.pades.PageOutline;
import vn.kyso.pades.PdfOutline;
import vn.kyso.pades.Rectangle;

/// A document as requesters read it.
public record DocumentView(
        String id,
        String name,
        long size,
        String sha256,
        int revision,
        Instant createdAt,
        boolean repaired,
        List<Page> pages,
        List<Field> emptyFields,
        List<Signature> signatures,
        @Nullable String certification,
        boolean canSign,
        @Nullable String whyNot) {

    public record Page(int number, Box mediaBox, Box cropBox, int rotation, double userUnit) {
        static Page of(PageOutline page) {
            return new Page(
                    page.number(), Box.of(page.mediaBox()), Box.of(page.cropBox()), page.rotation(), page.userUnit());
        }
    }

    public record Box(double x, double y, double width, double height) {
        static Box of(Rectangle box) {
            return new Box(box.x(), box.y(), box.width(), box.height());
        }
    }

    public record Field(String name, int page, double x, double y, double width, double height) {
        static Field of(EmptyField field) {
            Rectangle box = field.rectangle();
            return new Field(field.name(), field.page(), box.x(), box.y(), box.width(), box.height());
        }
    }

    public record Signature(
            String field, @Nullable String name, @Nullable Instant signedAt, String subFilter) {
        static Signature of(ExistingSignature signature) {
            return new Signature(signature.field(), signature.name(), signature.signedAt(), signature.subFilter());
        }
    }

    static DocumentView of(Document document, PdfOutline outline) {
        return of(
                document,
                outline.pages().stream().map(Page::of).toList(),
                outline.emptyFields().stream()
                        .filter(f -> !f.locked())
                        .map(Field::of)
                        .toList(),
                outline.signatures().stream()
                        .filter(s -> !s.isTimestamp())
                        .map(Signature::of)
                        .toList(),
                outline.certification().map(DocumentView::name).orElse(null));
    }

    private static DocumentView of(
            Document document,
            List<Page> pages,
            List<Field> fields,
            List<Signature> signatures,
            @Nullable String certification) {
        Revision current = document.current();
        @Nullable String whyNot = whyNot(document);
        return new DocumentView(
                document.id().toString(),
                document.name(),
                current.size(),
                current.sha256().value(),
                current.number(),
                document.createdAt(),
                document.repaired(),
                pages,
                fields,
                signatures,
                certification,
                whyNot == null,
                whyNot);
    }

    private static @Nullable String whyNot(Document document) {
        return document.current()
                .refusal()
                .or(() -> document.inOpenRequest()
                        ? java.util.Optional.of(ProblemType.DOCUMENT_IN_OPEN_REQUEST)
                        : java.util.Optional.empty())
                .map(ProblemType::code)
                .orElse(null);
    }

    private static String name(Certification certification) {
        return certification.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A document in a list.
    public record Listed(
            String id,
            String name,
            long size,
            String sha256,
            int revision,
            Instant createdAt,
            boolean repaired,
            boolean canSign,
            @Nullable String whyNot) {
        static Listed of(Document document) {
            Revision current = document.current();
            @Nullable String whyNot = DocumentView.whyNot(document);
            return new Listed(
                    document.id().toString(),
                    document.name(),
                    current.size(),
                    current.sha256().value(),
                    current.number(),
                    document.createdAt(),
                    document.repaired(),
                    whyNot == null,
                    whyNot);
        }
    }
}
