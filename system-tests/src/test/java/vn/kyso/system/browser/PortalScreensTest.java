package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.kyso.system.Pdfs;
import vn.kyso.system.Pictures;
import vn.kyso.system.Signers;

/// Each screen of the portal, in both languages and colours, from a phone to a large desktop, for those who don't see
/// it as well. The quick test takes two of the four looks at two widths.
final class PortalScreensTest {
    private interface Look {
        void at(String name, Page page, Runnable switchLanguage);
    }

    @Test
    void everyScreenIsReadableForEverybody() {
        walk(List.of(390), Screens::holdTwo);
    }

    @Test
    @Tag("long")
    void everyScreenIsReadableInEachLookAndAtEachWidth() {
        walk(List.of(1920, 1280, 768, 390), Screens::hold);
    }

    @Test
    @Tag("long")
    void everyScreenOfTroubleIsReadableInEachLookAndAtEachWidth() {
        walkThroughTrouble(List.of(1920, 1280, 768, 390), Screens::hold);
    }

    private static void walkThroughTrouble(List<Integer> widths, Look look) {
        Signers.Signer signer = Signers.enrolled("p256");
        try (Desk desk = Desk.loggedIn()) {
            desk.context().setOffline(true);
            desk.upload(Desk.pdf("Hợp đồng lao động 42.pdf", Pdfs.contract(2)));
            assertThat(desk.page().locator(".file .why")).isVisible(Desk.SOON);
            hold("documents-offline", desk, widths, look);
            desk.context().setOffline(false);

            String waiting = asked(desk, signer);
            desk.context().setOffline(true);
            assertThat(desk.page().getByText("Mất kết nối")).isVisible(Desk.SOON);
            hold("confirm-offline", desk, widths, look);
            desk.context().setOffline(false);
            signer.phone().decline(waiting, "Sai số tiền ở điều 2").expecting(202);
            ended(desk, "declined", "Người ký đã từ chối", widths, look);

            String wrong = asked(desk, signer);
            signer.phone()
                    .approve(wrong, desk.matchCode().equals("00") ? "01" : "00")
                    .expecting(202);
            ended(desk, "wrong-code", "Mã đối chiếu không đúng", widths, look);
        }
    }

    private static String asked(Desk desk, Signers.Signer signer) {
        desk.prepare(signer.userId(), signer.serial(), Desk.pdf("Hợp đồng lao động 42.pdf", Pdfs.contract(2)));
        String id = desk.sign();
        assertThat(desk.page().locator(".code-figures")).isVisible(Desk.SOON);
        assertThat(desk.page().locator("kyso-viewer canvas[data-drawn]")).isVisible(Desk.SOON);
        return id;
    }

    private static void ended(Desk desk, String name, String heading, List<Integer> widths, Look look) {
        assertThat(desk.heading(heading)).isVisible(Desk.SOON);
        assertThat(desk.page().locator("kyso-viewer canvas[data-drawn]")).isVisible(Desk.SOON);
        hold("ended-" + name, desk, widths, look);
    }

    private static void walk(List<Integer> widths, Look look) {
        Signers.Signer signer = Signers.enrolled("p256");
        try (Desk desk = Desk.atTheDoor()) {
            assertThat(desk.heading("Đăng nhập")).isVisible();
            hold("log-in", desk, widths, look);
            desk.logIn();
            hold("documents-none", desk, widths, look);
            desk.upload(
                    new FilePayload("Ghi chú.pdf", "application/pdf", "no PDF".getBytes(StandardCharsets.UTF_8)),
                    Desk.pdf("Hợp đồng lao động 42.pdf", Pdfs.contract(2)));
            assertThat(desk.page().getByText("2 trang")).isVisible(Desk.SOON);
            hold("documents", desk, widths, look);
            desk.button("Bỏ Ghi chú.pdf khỏi yêu cầu").click();
            desk.goOn();
            desk.page().getByLabel("Mã người ký").fill(Signers.newUserId());
            desk.button("Gửi yêu cầu").click();
            assertThat(desk.page().getByText("Chưa có người ký nào")).isVisible(Desk.SOON);
            hold("signer-unknown", desk, widths, look);
            desk.chooseSigner(signer.userId(), signer.serial());
            hold("signer", desk, widths, look);
            desk.goOn();
            assertThat(desk.page().locator(".stage canvas[data-drawn]")).isVisible(Desk.SOON);
            desk.page().getByText("Nội dung trên chữ ký").click();
            desk.page()
                    .locator(".pictures input[type=file]")
                    .setInputFiles(new FilePayload("dau.png", "image/png", Pictures.quarters(120, 80)));
            assertThat(desk.page().locator(".sheet .stamp-picture")).isVisible(Desk.SOON);
            hold("place", desk, widths, look);
            String id = desk.sign();
            hold("confirm", desk, widths, look);
            signer.phone().approve(id, desk.matchCode()).expecting(202);
            assertThat(desk.heading("Đã ký xong")).isVisible(Desk.SOON);
            assertThat(desk.page().locator("kyso-viewer canvas[data-drawn]")).isVisible(Desk.SOON);
            hold("done", desk, widths, look);
            desk.open("/requests");
            assertThat(desk.page().locator("td a").first()).isVisible(Desk.SOON);
            hold("requests", desk, widths, look);
            desk.open("/documents");
            desk.page().locator("td input").first().check();
            hold("document-list", desk, widths, look);
            desk.open("/verify");
            assertThat(desk.heading("Kiểm tra chữ ký trên PDF")).isVisible(Desk.SOON);
            hold("verify-none", desk, widths, look);
            List<byte[]> signed = BroughtFiles.signed(signer, "B-LT");
            verified(desk, "valid", "Chữ ký hợp lệ", signed.getFirst(), widths, look);
            verified(desk, "changed", "Không hợp lệ", BroughtFiles.contentReplaced(signed.getFirst()), widths, look);
            byte[] strangers = BroughtFiles.signedByAStranger(Pdfs.contract(1));
            verified(desk, "stranger", "Chưa kết luận được", strangers, widths, look);
            verified(desk, "not-signed", "Không có chữ ký", Pdfs.contract(1), widths, look);
            desk.open("/sign/nowhere");
            hold("nowhere", desk, widths, look);
        }
    }

    private static void verified(Desk desk, String name, String verdict, byte[] file, List<Integer> widths, Look look) {
        desk.open("/verify");
        desk.upload(Desk.pdf("Hợp đồng lao động 42.pdf", file));
        assertThat(desk.heading(verdict)).isVisible(Desk.SOON);
        desk.page().locator(".more > summary").all().forEach(Locator::click);
        hold("verify-" + name, desk, widths, look);
    }

    private static void hold(String name, Desk desk, List<Integer> widths, Look look) {
        for (int width : widths) {
            desk.page().setViewportSize(width, width < 500 ? 844 : 900);
            look.at(
                    "portal-" + name,
                    desk.page(),
                    () -> desk.page().locator(".tools > button").evaluate("button => button.click()"));
        }
        desk.page().setViewportSize(1280, 900);
    }
}
