package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.kyso.system.Pdfs;
import vn.kyso.system.Requester;
import vn.kyso.system.Signers;

/// Each screen of the signer's app, in every language and colour, for those who don't see it as well.
@Tag("long")
final class SignersAppScreensTest {
    @Test
    void everyScreenIsReadableForEverybody() {
        String user = Signers.newUserId();
        JsonNode enrolled = Signers.enrol(user, "p256", "P365D");
        Requester demo = Requester.of("demo");
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

            String document = demo.uploaded("Hợp đồng thuê nhà số 12.pdf", Pdfs.contract(2));
            JsonNode asked = demo.ask(Requester.asking(
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

    private static void hold(String name, Phone phone) {
        Screens.hold(
                name, phone.page(), () -> phone.page().locator("header button").click());
    }
}
