package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.kyso.system.Pdfs;
import vn.kyso.system.Requester;
import vn.kyso.system.Signers;

/// What a signer does beside approving, and what comes between.
final class SignersAppTroubleTest {
    private static final Requester DEMO = Requester.of("demo");
    private static final String USER = Signers.newUserId();
    private static final Phone PHONE = Phone.fresh();

    private static String serial = "";

    @BeforeAll
    static void bindThePhone() {
        JsonNode enrolled = Signers.enrol(USER, "p256", "P365D");
        serial = enrolled.path("serial").asString();
        PHONE.activated(enrolled.path("activationCode").asString());
    }

    @AfterAll
    static void putThePhoneAway() {
        PHONE.close();
    }

    @Test
    void aBlockedTenantReachesNobodyAndIsToldSo() {
        PHONE.open("#/");
        ask("Trước khi chặn.pdf", "PT5M");
        assertThat(PHONE.link("Trước khi chặn.pdf")).isVisible(SignersAppTest.SOON);
        PHONE.open("#/tenants");
        Locator block = PHONE.page().getByLabel("Chặn đơn vị này").first();
        block.check();
        assertThat(block).isChecked();
        PHONE.page().reload();
        assertThat(block).isChecked();

        String refused = ask("Sau khi chặn.pdf", "PT5M");
        JsonNode finished = DEMO.finished(refused);
        assertThat(finished.path("outcome").asString()).isEqualTo("refused");
        assertThat(finished.path("reason").asString()).isEqualTo("tenant-blocked");
        PHONE.open("#/");
        assertThat(PHONE.link("Sau khi chặn.pdf")).hasCount(0);
        try (Desk desk = Desk.loggedIn()) {
            desk.open("/requests/" + refused);
            assertThat(desk.page().getByText("Người ký đã chặn đơn vị của bạn")).isVisible(Desk.SOON);
        }

        PHONE.open("#/tenants");
        block.uncheck();
        assertThat(block).not().isChecked();
        PHONE.open("#/");
        ask("Sau khi bỏ chặn.pdf", "PT5M");
        assertThat(PHONE.link("Sau khi bỏ chặn.pdf")).isVisible(SignersAppTest.SOON);
    }

    @Test
    void aNotificationThatIsTappedOpensItsRequest() {
        PHONE.open("#/");
        String id = ask("Từ thông báo.pdf", "PT5M");
        // A push comes when the request is in the inbox.
        assertThat(PHONE.link("Từ thông báo.pdf")).isVisible(SignersAppTest.SOON);
        PHONE.open("#/devices");
        PHONE.page().evaluate("() => navigator.serviceWorker.ready.then(() => true)");
        ServiceWorkerConsole worker = ServiceWorkerConsole.of(PHONE.context(), PHONE.page());
        worker.run("registration.showNotification('x', {tag: '" + id + "', data: {place: '#/requests/" + id + "'}})"
                + ".then(() => registration.getNotifications({tag: '" + id + "'})).then(([shown]) =>"
                + " dispatchEvent(new NotificationEvent('notificationclick', {notification: shown})))");
        assertThat(PHONE.page()).hasURL(Pattern.compile(".*#/requests/" + id));
        assertThat(PHONE.page().locator("pdf-page[data-drawn]").first()).isVisible(visible(30_000));
        assertThat(DEMO.signRequest(id).path("state").asString()).isEqualTo("awaiting-approval");
        Awaitility.await()
                .until(() -> PHONE.page()
                        .evaluate(
                                "(tag) => navigator.serviceWorker.ready.then((r) => r.getNotifications({tag}))"
                                        + ".then((left) => left.length)",
                                id)
                        .equals(0));
    }

    @Test
    void whoeverBlocksNotificationsIsToldHowToAllowThemAndStillSeesRequestsLive() {
        String user = Signers.newUserId();
        JsonNode enrolled = Signers.enrol(user, "p256", "P365D");
        try (Phone phone = Phone.withoutNotifications()) {
            phone.activated(enrolled.path("activationCode").asString());
            assertThat(phone.page().locator("main")).containsText("Thông báo đang bị chặn");
            assertThat(phone.page().locator("main")).containsText("cho phép Thông báo");
            DEMO.ask(Requester.asking(
                            DEMO.uploaded("Vẫn tới.pdf", Pdfs.contract(1)),
                            Map.of("invisible", true),
                            user,
                            enrolled.path("serial").asString()))
                    .expecting(202);
            assertThat(phone.link("Vẫn tới.pdf")).isVisible(SignersAppTest.SOON);
        }
    }

    @Test
    @Tag("long")
    void aRequestWhoseTimeRunsOutSaysThatNothingWasSigned() {
        String id = ask("Hết giờ.pdf", "PT30S");
        PHONE.open("#/requests/" + id);
        assertThat(PHONE.page().getByLabel("Mã đối chiếu")).isVisible(SignersAppTest.SOON);
        assertThat(PHONE.heading("Đã hết thời gian")).isVisible(visible(60_000));
        assertThat(PHONE.button("Xác nhận bằng vân tay / Face ID")).hasCount(0);
        assertThat(DEMO.finished(id).path("outcome").asString()).isEqualTo("expired");
    }

    private static LocatorAssertions.IsVisibleOptions visible(int withinMilliseconds) {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(withinMilliseconds);
    }

    private static String ask(String name, String validFor) {
        Map<String, Object> request = new LinkedHashMap<>(
                Requester.asking(DEMO.uploaded(name, Pdfs.contract(1)), Map.of("invisible", true), USER, serial));
        request.put("validFor", validFor);
        return DEMO.ask(request).expecting(202).json().path("id").asString();
    }
}
