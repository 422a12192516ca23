package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kyso.pades.stamp.StampPicture;
import vn.kyso.testkit.Exif;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.judge.MuTool;
import vn.kyso.testkit.judge.PdfSig;
import vn.kyso.testkit.judge.Qpdf;
import vn.kyso.testkit.judge.Rendering;
import vn.kyso.testkit.judge.Trust;
import vn.kyso.testkit.judge.Verdict;
import vn.kyso.testkit.pdf.SamplePdf;

/// A picture lies upright where its stamp is, whatever the page's rotation and the camera's: rendered by poppler and
/// MuPDF, the colours of its quarters looked at. `rgb.jpg` is red, green, blue and gray, from the upper left.
class PicturePlacementTest {
    private static final TestPki PKI = TestPki.now();

    /// The quarters of what is stored as they are seen, from the upper left, by orientation.
    private static final List<String> SEEN = List.of("RGBK", "GRKB", "KBGR", "BKRG", "RBGK", "BRKG", "KGBR", "GKRB");

    @TempDir
    private Path folder;

    @Property(tries = 12)
    void liesUprightOnAnyRotation(
            @ForAll @IntRange(max = 3) int quarterTurns,
            @ForAll @IntRange(max = 100) int cropX,
            @ForAll @IntRange(max = 100) int cropY,
            @ForAll @IntRange(max = 150) int x,
            @ForAll @IntRange(max = 150) int y,
            @ForAll @IntRange(min = 40, max = 150) int width,
            @ForAll @IntRange(min = 40, max = 150) int height)
            throws IOException {
        int rotation = 90 * quarterTurns;
        Path folder = Files.createTempDirectory("kyso-picture-");
        Path pdf = folder.resolve("stamped.pdf");
        Files.write(
                pdf,
                stamped(
                        page(rotation, cropX, cropY),
                        new Rectangle(cropX + x, cropY + y, width, height),
                        Pictures.read("rgb.jpg")));
        double[] centre = switch (rotation) {
            case 90 -> new double[] {y + height / 2.0, x + width / 2.0};
            case 180 -> new double[] {300 - x - width / 2.0, y + height / 2.0};
            case 270 -> new double[] {400 - y - height / 2.0, 300 - x - width / 2.0};
            default -> new double[] {x + width / 2.0, 400 - y - height / 2.0};
        };
        boolean turned = rotation % 180 != 0;
        double[] size = fitting(turned ? height : width, turned ? width : height, 64.0 / 48);
        assertThat(quarters(Rendering.byPoppler(pdf), centre, size)).isEqualTo("RGBK");
        assertThat(quarters(Rendering.byMuPdf(pdf), centre, size)).isEqualTo("RGBK");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void liesAsItsCameraWasHeld(int orientation) throws IOException {
        StampPicture picture = Pictures.read(Exif.oriented(Pictures.file("rgb.jpg"), orientation));
        Path pdf = folder.resolve("stamped.pdf");
        Files.write(pdf, stamped(page(0, 0, 0), new Rectangle(50, 100, 200, 200), picture));
        double[] size = fitting(200, 200, (double) picture.width() / picture.height());
        assertThat(quarters(Rendering.byPoppler(pdf), new double[] {150, 200}, size))
                .isEqualTo(SEEN.get(orientation - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb-progressive.jpg", "cmyk.jpg", "cmyk-adobe.jpg"})
    void hasItsColoursHoweverTheyAreCoded(String name) throws IOException {
        Path pdf = folder.resolve("stamped.pdf");
        Files.write(pdf, stamped(page(0, 0, 0), new Rectangle(50, 100, 200, 200), Pictures.read(name)));
        double[] size = fitting(200, 200, 64.0 / 48);
        assertThat(quarters(Rendering.byPoppler(pdf), new double[] {150, 200}, size))
                .isEqualTo("RGBK");
        assertThat(quarters(Rendering.byMuPdf(pdf), new double[] {150, 200}, size))
                .isEqualTo("RGBK");
    }

    @Test
    void isTakenByEveryJudgeInATableAndInStreams() throws IOException {
        Trust trust = Trust.in(PKI.root(), PKI.crls());
        for (byte[] document :
                List.of(SamplePdf.onePage().withTable(), SamplePdf.onePage().withStreams())) {
            for (String name : List.of("rgba-8.png", "gray-1.png", "cmyk-adobe.jpg", "rgb.jpg")) {
                Path pdf = folder.resolve("stamped.pdf");
                Files.write(pdf, stamped(document, new Rectangle(72, 72, 220, 80), Pictures.read(name)));
                for (Verdict verdict : List.of(PdfSig.judge(pdf, trust), MuTool.judge(pdf), Qpdf.judge(pdf))) {
                    assertThat(verdict.accepted()).as(name + ": " + verdict).isTrue();
                }
            }
        }
    }

    @Test
    void addsItsOwnBytesAndLittleMore() {
        StampPicture picture = Pictures.read("rgba-8.png");
        SignatureSpec spec = Signing.spec(Placement.onPage(1, new Rectangle(72, 72, 220, 80)), PKI.p256(), false)
                .with(Stamp.of("Nguyễn Thị Hường", java.time.ZonedDateTime.now(Signing.HANOI)));
        int without = increment(spec);
        int with = increment(
                spec.with(java.util.Objects.requireNonNull(spec.stamp()).with(picture)));
        assertThat(with - without).isBetween(picture.bytes() / 2, picture.bytes() + 700);
    }

    private static int increment(SignatureSpec spec) {
        PrepareResult result =
                Preparation.prepare(Signing.accepted(SamplePdf.onePage().withTable()), spec);
        return ((PrepareResult.Prepared) result).signature().increment().length;
    }

    private static byte[] page(int rotation, int cropX, int cropY) {
        return SamplePdf.onePage()
                .object(
                        3,
                        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 600]/Rotate " + rotation + "/CropBox[" + cropX + " "
                                + cropY + " " + (cropX + 300) + " " + (cropY + 400) + "]>>")
                .withTable();
    }

    private static byte[] stamped(byte[] document, Rectangle where, StampPicture picture) {
        SignatureSpec spec = Signing.spec(Placement.onPage(1, where), PKI.p256(), false)
                .with(new Stamp(null, null, null, null, null, Stamp.Labels.VIETNAMESE, picture));
        return Signing.of(PKI, document).signed(spec, PKI.p256(), false).document();
    }

    /// Within the padding, 0.08 of the shorter side.
    private static double[] fitting(double width, double height, double proportion) {
        double padding = 0.08 * Math.min(width, height);
        double innerWidth = width - 2 * padding;
        double innerHeight = height - 2 * padding;
        return new double[] {
            Math.min(innerWidth, innerHeight * proportion), Math.min(innerHeight, innerWidth / proportion)
        };
    }

    /// A letter for the colour in the middle of each quarter, and white just outside.
    private static String quarters(BufferedImage page, double[] centre, double[] size) {
        StringBuilder seen = new StringBuilder();
        for (int[] at : new int[][] {{-1, -1}, {1, -1}, {-1, 1}, {1, 1}}) {
            seen.append(letter(page.getRGB((int) Math.round(centre[0] + at[0] * size[0] / 4), (int)
                    Math.round(centre[1] + at[1] * size[1] / 4))));
            assertThat(letter(page.getRGB(
                            (int) Math.round(centre[0] + at[0] * (size[0] / 2 + 1.5)) - (at[0] > 0 ? 0 : 1),
                            (int) Math.round(centre[1] + at[1] * (size[1] / 2 + 1.5)) - (at[1] > 0 ? 0 : 1))))
                    .isEqualTo('W');
        }
        return seen.toString();
    }

    private static char letter(int rgb) {
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        int most = Math.max(red, Math.max(green, blue));
        int least = Math.min(red, Math.min(green, blue));
        if (most - least < 40) {
            return least > 240 ? 'W' : 'K';
        }
        return most == red ? 'R' : most == green ? 'G' : 'B';
    }
}
