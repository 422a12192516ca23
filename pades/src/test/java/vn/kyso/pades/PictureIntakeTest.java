package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kyso.pades.stamp.StampPicture;
import vn.kyso.testkit.Exif;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.pdf.SamplePdf;

/// What pictures become in a document, as PDFBox reads it back, and what is refused. The PNGs are formulas
/// (`resources/pictures/make.py`), repeated here.
class PictureIntakeTest {
    private static final TestPki PKI = TestPki.now();
    private static final int WIDTH = 13;
    private static final int HEIGHT = 9;

    static List<String> pngs() {
        return Stream.of(
                        Stream.of(1, 2, 4, 8, 16).map(depth -> "gray-" + depth),
                        Stream.of(8, 16).map(depth -> "rgb-" + depth),
                        Stream.of(1, 2, 4, 8).map(depth -> "palette-" + depth),
                        Stream.of(8, 16).map(depth -> "gray-alpha-" + depth),
                        Stream.of(8, 16).map(depth -> "rgba-" + depth))
                .flatMap(names -> names)
                .flatMap(name -> Stream.of(name, name + "-interlaced"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("pngs")
    void everyKindOfPngKeepsItsPixels(String name) throws IOException {
        String[] parts = name.replace("-interlaced", "")
                .replace("gray-alpha", "grayalpha")
                .split("-");
        int depth = Integer.parseInt(parts[1]);
        assertThat(pixels(Pictures.read(name + ".png"))).isEqualTo(expected((x, y) -> switch (parts[0]) {
            case "gray" -> gray(255, level(0, x, y, depth));
            case "grayalpha" -> gray(level(3, x, y, 8), level(0, x, y, depth));
            case "palette" -> palette((x + y) % (1 << depth) % 16);
            default ->
                argb(
                        parts[0].equals("rgba") ? level(3, x, y, 8) : 255,
                        level(0, x, y, depth),
                        level(1, x, y, depth),
                        level(2, x, y, depth));
        }));
    }

    @Test
    void transparentColoursAreSeenThrough() throws IOException {
        assertThat(pixels(Pictures.read("palette-4-transparent.png"))).isEqualTo(expected((x, y) -> {
            int index = (x + y) % 16;
            int[] alpha = {0, 128, 255};
            return palette(index) & 0xffffff | (index < 3 ? alpha[index] : 255) << 24;
        }));
        assertThat(pixels(Pictures.read("gray-8-transparent.png")))
                .isEqualTo(expected((x, y) -> gray(x == 1 ? 0 : 255, level(0, x, y, 8))));
        assertThat(pixels(Pictures.read("rgb-8-transparent.png")))
                .isEqualTo(expected((x, y) ->
                        argb(x == 1 && y == 0 ? 0 : 255, level(0, x, y, 8), level(1, x, y, 8), level(2, x, y, 8))));
    }

    @ParameterizedTest
    @CsvSource({
        "bad-checksum.png, PICTURE_UNREADABLE",
        "bad-cut.png, PICTURE_UNREADABLE",
        "bad-no-data.png, PICTURE_UNREADABLE",
        "bad-half-the-rows.png, PICTURE_UNREADABLE",
        "bad-palette-missing.png, PICTURE_UNREADABLE",
        "bad-no-pixels.png, PICTURE_UNREADABLE",
        "large-pixels.png, PICTURE_TOO_LARGE",
        "large-side.png, PICTURE_TOO_LARGE"
    })
    void refusesPngsThatAreDamagedOrTooLarge(String name, Refusal.Reason reason) {
        refuses(Pictures.file(name), reason);
    }

    @Test
    void leavesCompressedTextsAsTheyAre() {
        assertThat(Pictures.read("text-bomb.png").bytes()).isLessThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.jpg", "rgb-progressive.jpg", "gray.jpg", "cmyk.jpg", "cmyk-adobe.jpg"})
    void takesJpegsAsTheyAre(String name) {
        StampPicture picture = Pictures.read(name);
        assertThat(picture.width()).isEqualTo(64);
        assertThat(picture.height()).isEqualTo(48);
        assertThat(picture.bytes()).isLessThanOrEqualTo(Pictures.file(name).length);
        assertThat(picture.isArchivable()).isEqualTo(!name.startsWith("cmyk"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsAPictureAsItsCameraSays(int orientation) {
        StampPicture picture = Pictures.read(Exif.oriented(Pictures.file("rgb.jpg"), orientation));
        assertThat(picture.width()).isEqualTo(orientation < 5 ? 64 : 48);
        assertThat(picture.height()).isEqualTo(orientation < 5 ? 48 : 64);
    }

    @Test
    void anOrientationThatIsNoneIsLeftAside() {
        assertThat(Pictures.read(Exif.oriented(Pictures.file("rgb.jpg"), 9)).width())
                .isEqualTo(64);
    }

    @Test
    void keepsNothingOfAJpegButThePicture() {
        byte[] plain = Pictures.file("rgb.jpg");
        byte[] withPlace = Exif.oriented(plain, 1);
        byte[] followed = Arrays.copyOf(withPlace, withPlace.length + 500);
        assertThat(Pictures.read(followed).bytes())
                .isEqualTo(Pictures.read(plain).bytes());
    }

    @Test
    void refusesJpegsThatAreDamagedOrTooLarge() {
        byte[] sound = Pictures.file("rgb.jpg");
        for (int length : new int[] {3, 100, 400, sound.length - 2}) {
            refuses(Arrays.copyOf(sound, length), Refusal.Reason.PICTURE_UNREADABLE);
        }
        int frame = frame(sound);
        byte[] arithmetic = sound.clone();
        arithmetic[frame + 1] = (byte) 0xc9;
        refuses(arithmetic, Refusal.Reason.PICTURE_UNREADABLE);
        byte[] deep = sound.clone();
        deep[frame + 4] = 12;
        refuses(deep, Refusal.Reason.PICTURE_UNREADABLE);
        byte[] huge = sound.clone();
        huge[frame + 5] = (byte) 0xff;
        refuses(huge, Refusal.Reason.PICTURE_TOO_LARGE);
        byte[] withoutTables = sound.clone();
        for (int i = 0; i + 1 < frame; i++) {
            if ((sound[i] & 0xff) == 0xff && (sound[i + 1] & 0xff) == 0xdb) {
                withoutTables[i + 1] = (byte) 0xfe;
            }
        }
        refuses(withoutTables, Refusal.Reason.PICTURE_UNREADABLE);
    }

    @Test
    void refusesWhatIsNoPicture() {
        refuses(new byte[0], Refusal.Reason.PICTURE_UNREADABLE);
        refuses("GIF89a".getBytes(java.nio.charset.StandardCharsets.US_ASCII), Refusal.Reason.PICTURE_UNREADABLE);
        refuses(SamplePdf.onePage().withTable(), Refusal.Reason.PICTURE_UNREADABLE);
        refuses(new byte[StampPicture.MOST_BYTES + 1], Refusal.Reason.PICTURE_TOO_LARGE);
    }

    private static int frame(byte[] jpeg) {
        for (int i = 0; i + 1 < jpeg.length; i++) {
            if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
                return i;
            }
        }
        throw new IllegalStateException("No frame");
    }

    private static void refuses(byte[] file, Refusal.Reason reason) {
        assertThat(PictureIntake.read(file))
                .isInstanceOfSatisfying(
                        PictureResult.Refused.class,
                        refused -> assertThat(refused.refusal().reason())
                                .as(refused.refusal().detail())
                                .isEqualTo(reason));
    }

    private interface Formula {
        int argb(int x, int y);
    }

    private static int[] expected(Formula formula) {
        int[] pixels = new int[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            int pixel = formula.argb(i % WIDTH, i / WIDTH);
            pixels[i] = pixel >>> 24 == 0 ? 0xffffff : pixel;
        }
        return pixels;
    }

    private static int level(int channel, int x, int y, int depth) {
        int value = new int[] {20 * x, 28 * y, 11 * (x + y), new int[] {0, 255, 128}[(x + y) % 3]}[channel];
        int most = (1 << Math.min(8, depth)) - 1;
        return (value >> Math.max(0, 8 - depth)) * 255 / most;
    }

    private static int gray(int alpha, int level) {
        return argb(alpha, level, level, level);
    }

    private static int palette(int index) {
        return argb(255, 16 * index, 255 - 16 * index, 5 * index);
    }

    private static int argb(int alpha, int red, int green, int blue) {
        return alpha << 24 | red << 16 | green << 8 | blue;
    }

    /// As PDFBox finds them in a signed document.
    private static int[] pixels(StampPicture picture) throws IOException {
        SignatureSpec spec = Signing.spec(Placement.onPage(1, new Rectangle(72, 72, 200, 100)), PKI.p256(), false);
        byte[] signed = Signing.of(PKI, SamplePdf.onePage().withTable())
                .signed(
                        spec.with(new Stamp(null, null, null, null, null, Stamp.Labels.ENGLISH, picture)),
                        PKI.p256(),
                        false)
                .document();
        try (PDDocument document = Loader.loadPDF(signed)) {
            PDImageXObject image = (PDImageXObject) document.getPage(0)
                    .getAnnotations()
                    .getFirst()
                    .getNormalAppearanceStream()
                    .getResources()
                    .getXObject(COSName.getPDFName("P0"));
            BufferedImage seen = image.getImage();
            int[] pixels = seen.getRGB(0, 0, seen.getWidth(), seen.getHeight(), null, 0, seen.getWidth());
            return Arrays.stream(pixels)
                    .map(pixel -> pixel >>> 24 == 0 ? 0xffffff : pixel)
                    .toArray();
        }
    }
}
