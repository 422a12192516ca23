package vn.kyso.pades.stamp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.pdf.IncrementWriter;
import vn.kyso.pades.pdf.PdfValue;

/// A logo or a drawn signature, read and checked once, shared between documents and threads.
///
/// PNG becomes eight-bit samples, with its transparency as a soft mask. JPEG goes in as it is. In PDF/A, colours say
/// how they look, and transparency is blended over white but for what is wholly transparent, which stays so: the same
/// in every part of ISO 19005, of which part 1 knows no soft masks.
public final class StampPicture {
    /// Of the file as it comes, and of what is embedded of it.
    public static final int MOST_BYTES = 1 << 20;
    /// Far above what a stamp shows: 1,200 by 600 is 600 dots per inch in a stamp of two inches.
    public static final int MOST_PIXELS = 1 << 21;

    public static final int LONGEST_SIDE = 4_096;

    private final int columns;
    private final int rows;
    private final int components;
    private final Orientation orientation;
    private final Samples colours;
    private final @Nullable Transparency transparency;

    /// @param softMask how opaque each pixel is
    /// @param overWhite the colours as they look on white
    /// @param stencil 1 where nothing is seen
    private record Transparency(Samples softMask, Samples overWhite, Samples stencil) {}

    private StampPicture(
            int columns,
            int rows,
            int components,
            Orientation orientation,
            Samples colours,
            @Nullable Transparency transparency)
            throws BadPictureException {
        this.columns = columns;
        this.rows = rows;
        this.components = components;
        this.orientation = orientation;
        this.colours = colours;
        this.transparency = transparency;
        if (bytes() > MOST_BYTES) {
            throw BadPictureException.tooLarge("The picture takes " + bytes() + " bytes in a document; at most "
                    + MOST_BYTES + " are taken: make it smaller, or a JPEG");
        }
    }

    /// Reads a PNG or a JPEG.
    public static StampPicture read(byte[] file) throws BadPictureException {
        if (file.length > MOST_BYTES) {
            throw BadPictureException.tooLarge("A picture has at most " + MOST_BYTES + " bytes");
        }
        if (PngPicture.is(file)) {
            return PngPicture.read(file);
        }
        if (JpegPicture.is(file)) {
            return JpegPicture.read(file);
        }
        throw BadPictureException.unreadable("The picture is neither a PNG nor a JPEG");
    }

    static void requireWithinLimits(int width, int height) throws BadPictureException {
        if (width <= 0 || height <= 0) {
            throw BadPictureException.unreadable("The picture has no pixels");
        }
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > MOST_PIXELS) {
            throw BadPictureException.tooLarge("The picture is " + width + " by " + height + " pixels; at most "
                    + LONGEST_SIDE + " a side and " + MOST_PIXELS + " together are taken");
        }
    }

    static StampPicture ofCoded(int columns, int rows, int components, Orientation orientation, Samples coded)
            throws BadPictureException {
        return new StampPicture(columns, rows, components, orientation, coded, null);
    }

    /// @param rgb three bytes a pixel
    /// @param alpha a byte a pixel; null if all are opaque
    static StampPicture ofPixels(int columns, int rows, byte[] rgb, byte @Nullable [] alpha)
            throws BadPictureException {
        int components = isGray(rgb) ? 1 : 3;
        byte[] samples = components == 1 ? everyThird(rgb) : rgb;
        return new StampPicture(
                columns,
                rows,
                components,
                Orientation.UPRIGHT,
                Samples.ofBytes(samples, columns, components),
                alpha == null
                        ? null
                        : new Transparency(
                                Samples.ofBytes(alpha, columns, 1),
                                Samples.ofBytes(overWhite(samples, alpha, components), columns, components),
                                Samples.ofBits(stencil(alpha, columns, rows))));
    }

    /// As it is looked at, in pixels.
    public int width() {
        return orientation.isTurned() ? rows : columns;
    }

    /// As it is looked at, in pixels.
    public int height() {
        return orientation.isTurned() ? columns : rows;
    }

    /// What it adds to a document, about.
    public int bytes() {
        int most = colours.data().length;
        if (transparency != null) {
            most = Math.max(
                    most + transparency.softMask().data().length,
                    transparency.overWhite().data().length
                            + transparency.stencil().data().length);
        }
        return most;
    }

    /// Whether PDF/A can have it: CMYK means another colour on every device.
    public boolean isArchivable() {
        return components != 4;
    }

    Orientation orientation() {
        return orientation;
    }

    PdfValue.Ref write(IncrementWriter writer, boolean archival) {
        StampColours space = archival ? StampColours.CALIBRATED : StampColours.DEVICE;
        Transparency seen = transparency;
        if (seen == null) {
            return stream(writer, colours(colours, space), colours);
        }
        if (archival) {
            PdfValue.Dict stencil = image(seen.stencil(), 1).with("ImageMask", new PdfValue.Bool(true));
            PdfValue.Ref mask = stream(writer, stencil, seen.stencil());
            return stream(writer, colours(seen.overWhite(), space).with("Mask", mask), seen.overWhite());
        }
        PdfValue.Dict soft = image(seen.softMask(), 8).with("ColorSpace", space.space(1));
        PdfValue.Ref mask = stream(writer, soft, seen.softMask());
        return stream(writer, colours(colours, space).with("SMask", mask), colours);
    }

    private PdfValue.Dict colours(Samples samples, StampColours space) {
        return image(samples, 8).with("ColorSpace", space.space(components));
    }

    private PdfValue.Dict image(Samples samples, int bits) {
        PdfValue.Dict.Builder dict = PdfValue.Dict.with()
                .put("Type", new PdfValue.Name("XObject"))
                .put("Subtype", new PdfValue.Name("Image"))
                .put("Width", PdfValue.Num.of(columns))
                .put("Height", PdfValue.Num.of(rows))
                .put("BitsPerComponent", PdfValue.Num.of(bits));
        samples.dict().entries().forEach(dict::put);
        return dict.done();
    }

    private static PdfValue.Ref stream(IncrementWriter writer, PdfValue.Dict dict, Samples samples) {
        PdfValue.Ref ref = writer.newRef();
        writer.stream(ref, dict, samples.data());
        return ref;
    }

    static PdfValue.Array numbers(double... values) {
        List<PdfValue> numbers = new ArrayList<>();
        for (double value : values) {
            numbers.add(PdfValue.Num.of(value));
        }
        return new PdfValue.Array(numbers);
    }

    private static boolean isGray(byte[] rgb) {
        for (int i = 0; i < rgb.length; i += 3) {
            if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] everyThird(byte[] rgb) {
        byte[] gray = new byte[rgb.length / 3];
        for (int i = 0; i < gray.length; i++) {
            gray[i] = rgb[3 * i];
        }
        return gray;
    }

    private static byte[] overWhite(byte[] samples, byte[] alpha, int components) {
        byte[] blended = new byte[samples.length];
        for (int i = 0; i < samples.length; i++) {
            int opaque = alpha[i / components] & 0xff;
            blended[i] = (byte) (((samples[i] & 0xff) * opaque + 255 * (255 - opaque) + 127) / 255);
        }
        return blended;
    }

    private static byte[] stencil(byte[] alpha, int columns, int rows) {
        int rowBytes = (columns + 7) / 8;
        byte[] bits = new byte[rowBytes * rows];
        for (int i = 0; i < alpha.length; i++) {
            if (alpha[i] == 0) {
                bits[i / columns * rowBytes + i % columns / 8] |= (byte) (0x80 >> i % columns % 8);
            }
        }
        return bits;
    }
}
