package vn.kyso.pades;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.testkit.TestPki;

/// Whatever document is accepted and wherever the signature goes: it is refused, or signed so that the outline kept is
/// the outline read anew. The first eight bytes say what is asked for, the rest is the document.
public final class PrepareTarget {
    private static final int ASKED_BYTES = 8;
    private static final TestPki PKI = TestPki.now();
    private static final ZonedDateTime TIME = ZonedDateTime.of(2026, 2, 3, 4, 5, 6, 0, Signing.HANOI);
    private static final Path NOTHING_IS_REPAIRED = Path.of("/dev/null");

    private PrepareTarget() {}

    /// Called first, so that making the keys above does not count as the first input's time.
    public static void fuzzerInitialize() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length <= ASKED_BYTES) {
            return;
        }
        byte[] document = document(data);
        PdfOutline outline = accepted(document);
        if (outline == null) {
            return;
        }
        if (!(Preparation.prepare(outline, asked(data, outline)) instanceof PrepareResult.Prepared(var prepared))) {
            return;
        }
        byte[] cms = PKI.cms(PKI.p256(), prepared.digest());
        IncrementResult result =
                Completion.complete(outline, prepared, cms, PKI.p256().certificate());
        if (!(result instanceof IncrementResult.Appended(byte[] increment, PdfOutline signed))) {
            throw new AssertionError("Prepared, but not completed: " + result);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(document);
        whole.writeBytes(increment);
        PdfOutline readAnew = accepted(whole.toByteArray());
        if (readAnew == null || !readAnew.equals(signed)) {
            throw new AssertionError("The outline kept is not the outline of the signed file");
        }
    }

    /// The comment at the end saves the time of repairing: what is damaged is refused, for it may be signed.
    private static byte[] document(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(data, ASKED_BYTES, data.length - ASKED_BYTES);
        out.writeBytes("\n%/ByteRange\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static @Nullable PdfOutline accepted(byte[] document) throws IOException {
        return Intake.read(PdfSource.of(document), NOTHING_IS_REPAIRED, IntakeTarget.LIMITS)
                        instanceof IntakeResult.Accepted(PdfOutline outline)
                ? outline
                : null;
    }

    private static SignatureSpec asked(byte[] data, PdfOutline outline) {
        List<EmptyField> fields = outline.emptyFields();
        Placement placement = switch (data[0] & 3) {
            case 0 -> Placement.invisible();
            case 1 ->
                Placement.inField(fields.isEmpty() ? "none" : fields.getFirst().name());
            default ->
                Placement.onPage(
                        data[1],
                        new Rectangle(data[2], data[3], Math.max(0, data[4] & 0xff), Math.max(0, data[5] & 0xff)));
        };
        String text = (data[6] & 1) == 0
                ? null
                : new String(data, 0, Math.min(data.length, 2 * ASKED_BYTES), StandardCharsets.UTF_8);
        Stamp stamp =
                (data[6] & 2) == 0 ? null : new Stamp(text, TIME, text, null, null, Stamp.Labels.VIETNAMESE, null);
        Certification certify = (data[6] & 4) == 0 ? null : Certification.values()[(data[7] & 0xff) % 3];
        return new SignatureSpec(
                placement,
                stamp,
                TIME,
                text,
                text,
                null,
                null,
                certify,
                ContentsSize.withoutTimestamp(PKI.p256().chain()));
    }
}
