package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import vn.kyso.system.Pdfs;
import vn.kyso.system.Requester;
import vn.kyso.system.Signers;

/// The signature placed with a finger alone, on a phone.
final class TouchPlacementTest {
    @Test
    void aFingerPutsDragsAndResizesTheBox() {
        Signers.Signer signer = Signers.enrolled("p256");
        try (Desk desk = Desk.inTheHand()) {
            desk.prepare(signer.userId(), signer.serial(), Desk.pdf("Hợp đồng.pdf", Pdfs.contract(1)));
            CDPSession finger = desk.context().newCDPSession(desk.page());
            double[] first = desk.numbers();

            desk.page().locator(".sheet").scrollIntoViewIfNeeded();
            BoundingBox sheet = desk.page().locator(".sheet").boundingBox();
            desk.page().touchscreen().tap(sheet.x + sheet.width / 3, sheet.y + sheet.height / 4);
            double[] tapped = desk.numbers();
            assertThat(tapped[0]).isLessThan(first[0]);
            assertThat(tapped[1]).isGreaterThan(first[1]);

            drag(finger, desk.box(), 40, 60);
            double[] dragged = desk.numbers();
            assertThat(dragged[0]).isGreaterThan(tapped[0] + 20);
            assertThat(dragged[1]).isLessThan(tapped[1] - 30);
            assertThat(dragged[2]).isCloseTo(tapped[2], within(0.1));

            drag(finger, desk.page().locator(".handle.se"), 20, 15);
            double[] resized = desk.numbers();
            assertThat(resized[2]).isGreaterThan(dragged[2] + 5);
            assertThat(resized[3]).isGreaterThan(dragged[3] + 5);

            String id = desk.sign();
            signer.phone().approve(id, desk.matchCode()).expecting(202);
            assertThat(desk.heading("Đã ký xong")).isVisible(Desk.SOON);
            Requester demo = Requester.of("demo");
            String document = demo.finished(id).at("/documents/0/id").asString();
            PDRectangle widget = SignedPage.of(demo.content(document)).widget();
            assertThat((double) widget.getLowerLeftX()).isCloseTo(resized[0], within(0.1));
            assertThat((double) widget.getLowerLeftY()).isCloseTo(resized[1], within(0.1));
            assertThat((double) widget.getWidth()).isCloseTo(resized[2], within(0.1));
        }
    }

    private static void drag(CDPSession finger, Locator what, double dx, double dy) {
        what.scrollIntoViewIfNeeded();
        BoundingBox from = what.boundingBox();
        double x = from.x + from.width / 2;
        double y = from.y + from.height / 2;
        touch(finger, "touchStart", List.of(Map.of("x", x, "y", y)));
        for (int step = 1; step <= 4; step++) {
            touch(finger, "touchMove", List.of(Map.of("x", x + dx * step / 4, "y", y + dy * step / 4)));
        }
        touch(finger, "touchEnd", List.of());
    }

    private static void touch(CDPSession finger, String type, List<Map<String, Double>> points) {
        finger.send("Input.dispatchTouchEvent", JsonValues.object(Map.of("type", type, "touchPoints", points)));
    }
}
