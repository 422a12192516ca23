package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ViewportSize;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.kyso.system.Pdfs;
import vn.kyso.system.Requester;
import vn.kyso.system.Signers;
import vn.kyso.system.TestPhone;

/// Each screen of the signer's app, in every language and colour, for those who don't see it as well.
@Tag("long")
final class SignersAppScreensTest {
    private static final Requester DEMO = Requester.of("demo");

    @Test
    void everyScreenIsReadableForEverybody() {
        String user = Signers.newUserId();
        JsonNode enrolled = Signers.enrol(user, "p256", "P365D");
        try (Phone phone = Phone.fresh()) {
            phone.open("#/");
            hold("app-activation", phone);
            phone.button("Tạo khoá trên thiết bị này").click();
            hold("app-activation-wrong", phone);
            phone.open("#" + enrolled.path("activationCode").asString());
            hold("app-activation-link", phone);
            phone.button("Tạo khoá trên thiết bị này").click();
            assertThat(phone.page().locator("main")).containsText("Đang cập nhật trực tiếp");
            hold("app-inbox-empty", phone);

            String document = DEMO.uploaded("Hợp đồng thuê nhà số 12.pdf", Pdfs.contract(2));
            JsonNode asked = DEMO.ask(Requester.asking(
                            document,
                            Map.of("page", 2, "x", 300, "y", 100, "width", 220, "height", 90),
                            user,
                            enrolled.path("serial").asString()))
                    .expecting(202)
                    .json();
            assertThat(phone.link("Hợp đồng thuê nhà số 12.pdf")).isVisible();
            hold("app-inbox", phone);
            phone.openRequest("Hợp đồng thuê nhà số 12.pdf");
            phone.typeMatchCode(asked.path("matchCode").asString());
            hold("app-request", phone);
            phone.link("Xem các trang").click();
            assertThat(phone.page().locator("pdf-page[data-drawn='2']")).isVisible();
            hold("app-document", phone);
            phone.page().goBack();
            phone.button("Từ chối").click();
            hold("app-decline", phone);
            phone.button("Quay lại").click();
            phone.approve();
            assertThat(phone.heading("Đã ký xong")).isVisible(SignersAppTest.SOON);
            hold("app-signed", phone);
            for (String place : new String[] {"history", "devices", "tenants"}) {
                phone.open("#/" + place);
                assertThat(phone.page().locator("main li").first()).isVisible();
                hold("app-" + place, phone);
            }
            phone.open("#/requests/none");
            assertThat(phone.heading("Không có yêu cầu này")).isVisible();
            hold("app-unknown", phone);
        }
        try (Phone old = Phone.withoutAuthenticator()) {
            old.open("#/");
            hold("app-unsupported", old);
        }
    }

    @Test
    void everyScreenOfTroubleIsReadableForEverybody() {
        String user = Signers.newUserId();
        JsonNode enrolled = Signers.enrol(user, "p256", "P365D");
        String serial = enrolled.path("serial").asString();
        try (Phone phone = Phone.withoutNotifications()) {
            phone.activated(enrolled.path("activationCode").asString());
            assertThat(phone.page().locator("main")).containsText("Thông báo đang bị chặn");
            hold("app-notifications-denied", phone);

            phone.context().route("**/v1/prepared/**", SignersAppTest::withAnotherByte);
            ask(user, serial, "Bị sửa.pdf");
            phone.link("Bị sửa.pdf").click();
            assertThat(phone.page().getByRole(AriaRole.ALERT)).containsText("Nội dung không khớp");
            hold("app-tampered", phone);
            phone.context().unroute("**/v1/prepared/**");

            phone.open("#/");
            JsonNode wrong = ask(user, serial, "Sai mã.pdf");
            phone.openRequest("Sai mã.pdf");
            phone.typeMatchCode(wrong.path("matchCode").asString().equals("42") ? "24" : "42");
            phone.approve();
            assertThat(phone.heading("Mã đối chiếu không đúng")).isVisible(SignersAppTest.SOON);
            hold("app-wrong-code", phone);

            phone.open("#/");
            JsonNode cancelled = ask(user, serial, "Bị huỷ.pdf");
            phone.openRequest("Bị huỷ.pdf");
            DEMO.post("/v1/sign-requests/" + cancelled.path("id").asString() + "/cancel", null)
                    .expecting(202);
            assertThat(phone.heading("Người gửi đã huỷ")).isVisible(SignersAppTest.SOON);
            hold("app-cancelled", phone);

            TestPhone other = TestPhone.activated(SignersAppTest.furtherCode(user), "Máy tính bảng");
            phone.open("#/");
            JsonNode elsewhere = ask(user, serial, "Nơi khác.pdf");
            phone.openRequest("Nơi khác.pdf");
            other.decline(elsewhere.path("id").asString(), "Sai số tiền").expecting(202);
            assertThat(phone.heading("Đã trả lời trên thiết bị khác")).isVisible(SignersAppTest.SOON);
            hold("app-elsewhere", phone);

            phone.page().evaluate("() => navigator.serviceWorker.ready.then(() => true)");
            phone.open("#/");
            phone.context().setOffline(true);
            phone.page().reload();
            assertThat(phone.page().locator("main")).containsText("Mất kết nối");
            hold("app-offline", phone);
            phone.context().setOffline(false);

            phone.open("#/devices");
            phone.page().locator("li.device").first().getByRole(AriaRole.BUTTON).click();
            assertThat(phone.heading("Thiết bị này đã bị gỡ")).isVisible(SignersAppTest.SOON);
            hold("app-revoked", phone);
        }
    }

    private static JsonNode ask(String user, String serial, String name) {
        Map<String, Object> place = Map.of("page", 2, "x", 300, "y", 100, "width", 220, "height", 90);
        return DEMO.ask(Requester.asking(DEMO.uploaded(name, Pdfs.contract(2)), place, user, serial))
                .expecting(202)
                .json();
    }

    /// On a phone, a tablet, a laptop and a large screen: the app may be installed on each.
    private static void hold(String name, Phone phone) {
        ViewportSize phones = phone.page().viewportSize();
        for (int width : new int[] {Phone.WIDTH, 768, 1280, 1920}) {
            phone.page().setViewportSize(width, phones.height);
            Screens.hold(
                    name,
                    phone.page(),
                    () -> phone.page().locator("header button").click());
        }
        phone.page().setViewportSize(phones.width, phones.height);
    }
}
