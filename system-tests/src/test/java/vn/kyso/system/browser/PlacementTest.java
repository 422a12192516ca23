package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.SelectOption;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.kyso.system.Pictures;
import vn.kyso.system.Requester;
import vn.kyso.system.Signers;

/// Where the portal shows the box, the signed page shows the stamp: on turned pages, with an offset crop box, with
/// another user unit.
final class PlacementTest {
    private static final List<Integer> ROTATIONS = List.of(0, 90, 180, 270);

    /// A point, and half a pixel of the stamp's frame.
    private static final double POINTS = 1.5;

    @Test
    void theStampIsWhereTheBoxWas() {
        Signers.Signer signer = Signers.enrolled("p256");
        List<String> names = new ArrayList<>();
        List<FilePayload> files = new ArrayList<>();
        for (int rotation : ROTATIONS) {
            for (boolean odd : new boolean[] {false, true}) {
                String name = (odd ? "odd" : "plain") + "-" + rotation + ".pdf";
                names.add(name);
                files.add(Desk.pdf(name, blank(rotation, odd)));
            }
        }
        try (Desk desk = Desk.loggedIn()) {
            desk.prepare(signer.userId(), signer.serial(), files.toArray(FilePayload[]::new));
            desk.drag(desk.box(), -60, -90);
            List<double[]> boxes = new ArrayList<>();
            for (String name : names) {
                desk.page()
                        .getByLabel("Tài liệu", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true))
                        .selectOption(new SelectOption().setLabel(name));
                assertThat(desk.box()).isVisible();
                boxes.add(desk.boxOnPage());
            }
            String id = desk.sign();
            signer.phone().approve(id, desk.matchCode()).expecting(202);
            JsonNode request = Requester.of("demo").finished(id);

            for (JsonNode document : request.path("documents")) {
                int i = names.indexOf(document.path("name").asString());
                byte[] signed = Requester.of("demo").content(document.path("id").asString());
                same(names.get(i), SignedPage.of(signed), boxes.get(i));
            }
        }
    }

    /// A photo that its camera says to turn, beside the stamp's text, on an upright and on a turned page.
    @Test
    void thePictureIsSeenAsThePreviewShowsIt() {
        Signers.Signer signer = Signers.enrolled("p256");
        List<String> names = List.of("upright.pdf", "turned.pdf");
        FilePayload[] files = {
            Desk.pdf(names.get(0), blank(0, false)), Desk.pdf(names.get(1), blank(90, false)),
        };
        try (Desk desk = Desk.loggedIn()) {
            desk.prepare(signer.userId(), signer.serial(), files);
            desk.page().getByText("Nội dung trên chữ ký").click();
            desk.page()
                    .locator(".pictures input[type=file]")
                    .setInputFiles(new FilePayload("anh.jpg", "image/jpeg", Pictures.turnedQuarters(90, 60)));
            List<PreviewedPicture> previews = new ArrayList<>();
            for (String name : names) {
                desk.page()
                        .getByLabel("Tài liệu", new com.microsoft.playwright.Page.GetByLabelOptions().setExact(true))
                        .selectOption(new SelectOption().setLabel(name));
                previews.add(PreviewedPicture.on(desk));
            }
            String id = desk.sign();
            signer.phone().approve(id, desk.matchCode()).expecting(202);
            for (JsonNode document : Requester.of("demo").finished(id).path("documents")) {
                int i = names.indexOf(document.path("name").asString());
                BufferedImage signed = SignedPage.rendered(
                        Requester.of("demo").content(document.path("id").asString()));
                assertThat(previews.get(i).quarters()).as(names.get(i)).isEqualTo("BRWG");
                assertThat(previews.get(i).quartersOf(signed)).as(names.get(i)).isEqualTo("BRWG");
            }
            assertThat(desk.complaints()).isEmpty();
        }
    }

    private static void same(String name, SignedPage page, double[] box) {
        Offset<Double> near = within(POINTS);
        assertThat(page.inked().getX()).as(name + " left").isCloseTo(box[0] * page.width(), near);
        assertThat(page.inked().getY()).as(name + " top").isCloseTo(box[1] * page.height(), near);
        assertThat(page.inked().getWidth()).as(name + " width").isCloseTo(box[2] * page.width(), near);
        assertThat(page.inked().getHeight()).as(name + " height").isCloseTo(box[3] * page.height(), near);
    }

    private static byte[] blank(int rotation, boolean odd) {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(odd ? -20 : 0, odd ? 35 : 0, 500, 700));
            page.setRotation(rotation);
            if (odd) {
                page.setCropBox(new PDRectangle(30.5f, 80.25f, 400, 560));
                page.getCOSObject().setItem(COSName.getPDFName("UserUnit"), new COSFloat(2));
            }
            document.addPage(page);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
