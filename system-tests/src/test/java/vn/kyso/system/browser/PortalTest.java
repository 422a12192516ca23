package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.LoadState;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import vn.kyso.system.Judged;
import vn.kyso.system.Pdfs;
import vn.kyso.system.Requester;
import vn.kyso.system.Signers;

/// A clerk's work at the portal, with real clicks and keys.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PortalTest {
    private static final String CONTRACT = "Hợp đồng lao động 42.pdf";

    private Signers.Signer signer;
    private Desk desk;

    @BeforeAll
    void enrol() {
        signer = Signers.enrolled("p256");
    }

    @BeforeEach
    void sitDown() {
        desk = Desk.loggedIn();
    }

    @AfterEach
    void leave() {
        assertThat(desk.complaints()).isEmpty();
        desk.close();
    }

    @Test
    void aSignedPdfComesBackThatEveryJudgeCallsValid() {
        desk.prepare(signer.userId(), signer.serial(), Desk.pdf(CONTRACT, Pdfs.contract(2)));
        double[] before = desk.numbers();
        desk.drag(desk.box(), -80, -120);
        desk.drag(desk.page().locator(".handle.se"), 30, 20);
        double[] placed = desk.numbers();
        assertThat(placed[0]).isLessThan(before[0]);
        assertThat(placed[2]).isGreaterThan(before[2]);
        assertThat(placed[3]).isGreaterThan(before[3]);

        String id = desk.sign();
        assertThat(desk.page().getByRole(AriaRole.TIMER)).isVisible();
        signer.phone().approve(id, desk.matchCode()).expecting(202);

        assertThat(desk.heading("Đã ký xong")).isVisible(Desk.SOON);
        Locator download = desk.link("Tải tệp đã ký");
        assertThat(download).isFocused();
        assertThat(desk.page().locator("kyso-viewer canvas[data-drawn]")).isVisible(Desk.SOON);
        byte[] signed = desk.download(download);
        Judged.of(signed).acceptedByAll("B-T");
        PDRectangle widget = SignedPage.of(signed).widget();
        assertThat((double) widget.getLowerLeftX()).isCloseTo(placed[0], within(0.1));
        assertThat((double) widget.getLowerLeftY()).isCloseTo(placed[1], within(0.1));
        assertThat((double) widget.getWidth()).isCloseTo(placed[2], within(0.1));
        assertThat((double) widget.getHeight()).isCloseTo(placed[3], within(0.1));
        byte[] evidence = desk.download(desk.link("Hồ sơ bằng chứng"));
        assertThat(new String(evidence, StandardCharsets.UTF_8)).contains(id);
    }

    @Test
    void theKeyboardAloneIsEnough() {
        desk.prepare(signer.userId(), signer.serial(), Desk.pdf(CONTRACT, Pdfs.contract(3)));
        double[] before = desk.numbers();
        Locator box = desk.box();
        box.focus();
        for (String key : new String[] {"ArrowLeft", "ArrowLeft", "ArrowUp", "Shift+ArrowRight", "PageUp"}) {
            desk.page().keyboard().press(key);
        }
        double[] after = desk.numbers();
        assertThat(after[0]).isCloseTo(before[0] - 8, within(0.11));
        assertThat(after[1]).isCloseTo(before[1] + 4, within(0.11));
        assertThat(after[2]).isCloseTo(before[2] + 4, within(0.11));
        assertThat(box).isFocused();
        assertThat(box).hasAttribute("aria-label", Pattern.compile(".*Trang 2.*"));
        desk.page().keyboard().press("Control+z");
        assertThat(box).hasAttribute("aria-label", Pattern.compile(".*Trang 3.*"));
        desk.button("Ký văn bản").focus();
        desk.page().keyboard().press("Enter");
        assertThat(desk.heading("Xác nhận trên điện thoại")).isVisible(Desk.SOON);
        desk.button("Huỷ").focus();
        desk.page().keyboard().press("Enter");
        desk.button("Huỷ yêu cầu").focus();
        desk.page().keyboard().press("Enter");
        assertThat(desk.heading("Yêu cầu đã được huỷ")).isVisible(Desk.SOON);
    }

    @Test
    void aReloadAndASecondTabShowTheSameCountdown() {
        desk.prepare(signer.userId(), signer.serial(), Desk.pdf(CONTRACT, Pdfs.contract(1)));
        desk.page().reload();
        assertThat(desk.box()).isVisible(Desk.SOON);
        String id = desk.sign();
        String code = desk.matchCode();
        desk.page().reload();
        assertThat(desk.page().locator(".code-figures")).hasText(code);
        Page other = desk.newTab();
        other.navigate(desk.page().url());
        assertThat(other.locator(".code-figures")).hasText(code);
        assertThat(Math.abs(left(desk.page()) - left(other))).isLessThanOrEqualTo(1);

        desk.context().setOffline(true);
        assertThat(desk.page().getByText("Mất kết nối")).isVisible(Desk.SOON);
        signer.phone().decline(id, "Sai số tiền").expecting(202);
        desk.context().setOffline(false);
        assertThat(desk.heading("Người ký đã từ chối")).isVisible(Desk.SOON);
        assertThat(desk.page().getByText("Sai số tiền")).isVisible();
        assertThat(other.getByText("Sai số tiền")).isVisible(Desk.SOON);

        desk.link("Gửi lại yêu cầu").click();
        assertThat(desk.box()).isVisible(Desk.SOON);
        String again = desk.sign();
        assertThat(again).isNotEqualTo(id);
        String wrong = desk.matchCode().equals("00") ? "01" : "00";
        signer.phone().approve(again, wrong).expecting(202);
        assertThat(desk.heading("Mã đối chiếu không đúng")).isVisible(Desk.SOON);
    }

    @Test
    void anEndedSessionGoesOnFromTheSameStep() {
        desk.upload(Desk.pdf(CONTRACT, Pdfs.contract(1)));
        desk.goOn();
        assertThat(desk.page().locator("aside").getByText(CONTRACT)).isVisible();
        desk.page().waitForLoadState(LoadState.NETWORKIDLE);
        desk.context().clearCookies();
        desk.page().getByLabel("Mã người ký").fill(signer.userId());
        desk.button("Gửi yêu cầu").click();
        assertThat(desk.page().getByText("Phiên làm việc đã kết thúc.")).isVisible(Desk.SOON);
        desk.logIn();
        assertThat(desk.page().locator("#c-" + signer.serial())).isVisible(Desk.SOON);
    }

    @Test
    void whoeverLogsInArrivesWhereTheyWanted() {
        try (Desk other = Desk.atTheDoor()) {
            other.open("/requests?state=finished");
            other.logIn();
            assertThat(other.heading("Yêu cầu ký")).isVisible();
            assertThat(other.page().getByLabel("Trạng thái", new Page.GetByLabelOptions().setExact(true)))
                    .hasValue("finished");
            assertThat(other.page().url()).endsWith("/requests?state=finished");
        }
    }

    @Test
    void filesThatCanNotBeSignedSayWhyAndWhatToDo() {
        desk.upload(
                new FilePayload(
                        "<img src=x onerror=alert(1)>.pdf",
                        "application/pdf",
                        "no PDF".getBytes(StandardCharsets.UTF_8)),
                Desk.pdf("Có mật khẩu.pdf", Pdfs.withPassword("secret")),
                Desk.pdf(CONTRACT, Pdfs.contract(1)));
        assertThat(desk.page().getByText("Tệp này không phải là PDF.")).isVisible();
        assertThat(desk.page().getByText("Tệp PDF được bảo vệ bằng mật khẩu.")).isVisible(Desk.SOON);
        assertThat(desk.page().getByText("1 trang")).isVisible(Desk.SOON);
        assertThat(desk.page().locator(".file strong").first()).hasText("<img src=x onerror=alert(1)>.pdf");
        assertThat(desk.button("Tiếp tục")).isDisabled();
        desk.button("Bỏ <img src=x onerror=alert(1)>.pdf khỏi yêu cầu").click();
        desk.button("Bỏ Có mật khẩu.pdf khỏi yêu cầu").click();
        assertThat(desk.button("Tiếp tục")).isEnabled();
    }

    @Test
    @Tag("long")
    void anExpiredRequestCanBeAskedAgain() {
        Requester demo = Requester.of("demo");
        String document = demo.uploaded(CONTRACT, Pdfs.contract(1));
        Map<String, Object> asking = new java.util.LinkedHashMap<>(
                Requester.asking(document, Map.of("invisible", true), signer.userId(), signer.serial()));
        asking.put("validFor", "PT30S");
        JsonNode asked = demo.ask(asking).expecting(202).json();
        desk.open("/requests/" + asked.path("id").asString());
        assertThat(desk.button("Gửi lại thông báo")).isEnabled(
                new com.microsoft.playwright.assertions.LocatorAssertions.IsEnabledOptions().setTimeout(30_000));
        assertThat(desk.heading("Đã hết thời gian xác nhận")).isVisible(Desk.SOON);
        desk.link("Gửi lại yêu cầu").click();
        assertThat(desk.box()).isVisible(Desk.SOON);
    }

    private static int left(Page page) {
        String[] figures = page.locator(".figures").textContent().strip().split(":");
        return 60 * Integer.parseInt(figures[0]) + Integer.parseInt(figures[1]);
    }
}
