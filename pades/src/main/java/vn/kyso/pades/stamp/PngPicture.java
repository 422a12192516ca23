package vn.kyso.pades.stamp;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// A PNG (ISO/IEC 15948) of any colour type, depth and interlacing as eight-bit samples.
///
/// Its chunks are walked first: size and checksums before anything is decoded, and only those that hold the picture are
/// handed on, so that neither compressed texts nor profiles are ever inflated. Colours are taken as sRGB.
final class PngPicture {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final Set<String> HOLDING_THE_PICTURE = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");
    private static final int HEADER_BYTES = 13;
    private static final int CHUNK_FRAME_BYTES = 12;
    private static final int LARGEST_PALETTE_BYTES = 3 * 256;
    private static final int OPAQUE = 255;

    private PngPicture() {}

    static boolean is(byte[] file) {
        return file.length >= SIGNATURE.length
                && Arrays.equals(SIGNATURE, 0, SIGNATURE.length, file, 0, SIGNATURE.length);
    }

    static StampPicture read(byte[] file) throws BadPictureException {
        byte[] essential = essential(file);
        try {
            ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
            try (MemoryCacheImageInputStream in =
                    new MemoryCacheImageInputStream(new ByteArrayInputStream(essential))) {
                reader.setInput(in, true, true);
                return samples(reader.read(0));
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // The JDK says what a picture lacks by any of these.
            throw BadPictureException.unreadable("The PNG is damaged", e);
        }
    }

    private static byte[] essential(byte[] file) throws BadPictureException {
        ByteBuffer in = ByteBuffer.wrap(file, SIGNATURE.length, file.length - SIGNATURE.length);
        ByteArrayOutputStream out = new ByteArrayOutputStream(file.length);
        out.writeBytes(SIGNATURE);
        String last = "";
        while (!last.equals("IEND")) {
            if (in.remaining() < CHUNK_FRAME_BYTES) {
                throw BadPictureException.unreadable("The PNG ends before its end");
            }
            int start = in.position();
            int length = in.getInt(start);
            if (length < 0 || length > in.remaining() - CHUNK_FRAME_BYTES) {
                throw BadPictureException.unreadable("The PNG ends within a chunk");
            }
            String type = new String(file, start + 4, 4, StandardCharsets.ISO_8859_1);
            CRC32 checksum = new CRC32();
            checksum.update(file, start + 4, length + 4);
            if ((int) checksum.getValue() != in.getInt(start + 8 + length)) {
                throw BadPictureException.unreadable("A chunk of the PNG has a wrong checksum");
            }
            requireInPlace(type, length, last.isEmpty());
            if (last.isEmpty()) {
                StampPicture.requireWithinLimits(in.getInt(start + 8), in.getInt(start + 12));
            }
            if (HOLDING_THE_PICTURE.contains(type)) {
                out.write(file, start, length + CHUNK_FRAME_BYTES);
            }
            in.position(start + length + CHUNK_FRAME_BYTES);
            last = type;
        }
        return out.toByteArray();
    }

    private static void requireInPlace(String type, int length, boolean first) throws BadPictureException {
        boolean header = type.equals("IHDR");
        if (header != first
                || header && length != HEADER_BYTES
                || type.equals("PLTE") && length > LARGEST_PALETTE_BYTES
                || Character.isUpperCase(type.charAt(0)) && !HOLDING_THE_PICTURE.contains(type)) {
            throw BadPictureException.unreadable("The PNG has a chunk " + printable(type) + " where none can be");
        }
    }

    private static String printable(String type) {
        return type.chars().allMatch(c -> c > ' ' && c < 127) ? type : "of no name";
    }

    private static StampPicture samples(BufferedImage image) throws BadPictureException {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[3 * width * height];
        byte[] alpha = new byte[width * height];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            argb(image.getRaster(), image.getColorModel(), y, row);
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                int pixel = row[x];
                alpha[at] = (byte) (pixel >>> 24);
                // What is not seen is white, so that it neither costs room nor hides anything.
                int colour = alpha[at] == 0 ? 0xffffff : pixel;
                rgb[3 * at] = (byte) (colour >> 16);
                rgb[3 * at + 1] = (byte) (colour >> 8);
                rgb[3 * at + 2] = (byte) colour;
            }
        }
        return StampPicture.ofPixels(width, height, rgb, isOpaque(alpha) ? null : alpha);
    }

    private static boolean isOpaque(byte[] alpha) {
        for (byte a : alpha) {
            if ((a & 0xff) != OPAQUE) {
                return false;
            }
        }
        return true;
    }

    /// One row as alpha, red, green and blue: the samples themselves, not what a colour model would convert them to.
    private static void argb(Raster raster, ColorModel model, int y, int[] row) {
        int bands = raster.getNumBands();
        int[] samples = raster.getPixels(raster.getMinX(), raster.getMinY() + y, row.length, 1, (int[]) null);
        int shift = raster.getTransferType() == DataBuffer.TYPE_USHORT ? 8 : 0;
        for (int x = 0; x < row.length; x++) {
            if (model instanceof IndexColorModel palette) {
                row[x] = palette.getRGB(samples[x]);
                continue;
            }
            int at = x * bands;
            int red = samples[at] >> shift;
            int green = bands < 3 ? red : samples[at + 1] >> shift;
            int blue = bands < 3 ? red : samples[at + 2] >> shift;
            int alpha = bands % 2 == 0 ? samples[at + bands - 1] >> shift : OPAQUE;
            row[x] = alpha << 24 | red << 16 | green << 8 | blue;
        }
    }
}
