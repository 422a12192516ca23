package vn.kyso.pades;

import vn.kyso.pades.pdf.IncrementWriter;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;
import vn.kyso.pades.pdf.PdfValue;
import vn.kyso.pades.stamp.StampAppearance;

/// Any bytes are a picture that can be written and read back, or a refusal. PNG checksums are put right first, or
/// nothing would ever get past them.
public final class PictureTarget {
    private static final int BASE_BYTES = 1_000;
    private static final int FIRST_OBJECT = 10;
    private static final int FIRST_CHUNK = 8;
    private static final int CHUNK_FRAME_BYTES = 12;

    private PictureTarget() {}

    public static void fuzzerTestOneInput(byte[] data) throws MalformedPdfException {
        if (!(PictureIntake.read(withChecksums(data)) instanceof PictureResult.Read read)) {
            return;
        }
        for (int pdfaPart = 0; pdfaPart <= 1; pdfaPart++) {
            IncrementWriter writer = new IncrementWriter(BASE_BYTES, FIRST_OBJECT, false, 0, null);
            StampAppearance.Content content = new StampAppearance.Content(java.util.List.of(), read.picture());
            PdfValue.Ref appearance = StampAppearance.write(writer, content, 200, 100, 90, pdfaPart);
            byte[] increment = writer.finish(
                    PdfValue.Dict.EMPTY.with("Root", new PdfValue.Ref(1, 0)), BASE_BYTES / 2, false, null);
            PdfFile parsed = PdfFile.openIncrement(increment, BASE_BYTES, null);
            if (!(OutlineUpdate.objects(parsed).get(appearance.number()) instanceof PdfValue.Stream)) {
                throw new AssertionError("The appearance can't be read");
            }
        }
    }

    private static byte[] withChecksums(byte[] data) {
        byte[] png = data.clone();
        if (png.length < FIRST_CHUNK || png[0] != (byte) 0x89) {
            return png;
        }
        java.nio.ByteBuffer chunks = java.nio.ByteBuffer.wrap(png);
        for (int at = FIRST_CHUNK; at + CHUNK_FRAME_BYTES <= png.length; ) {
            int length = chunks.getInt(at);
            if (length < 0 || length > png.length - at - CHUNK_FRAME_BYTES) {
                break;
            }
            java.util.zip.CRC32 checksum = new java.util.zip.CRC32();
            checksum.update(png, at + 4, length + 4);
            chunks.putInt(at + 8 + length, (int) checksum.getValue());
            at += length + CHUNK_FRAME_BYTES;
        }
        return png;
    }
}
