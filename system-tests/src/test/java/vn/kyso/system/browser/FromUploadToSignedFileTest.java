package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.kyso.system.Judged;
import vn.kyso.system.Pdfs;
import vn.kyso.system.Platform;
import vn.kyso.system.Signers;

/// The path that most people will ever see, with a click for each step: a clerk at the portal, a signer at the phone.
final class FromUploadToSignedFileTest {
    @Test
    void aClerkUploadsASignerConfirmsAndTheSignedFileIsDownloaded() {
        String user = Signers.newUserId();
        JsonNode enrolled = Signers.enrol(user, "p256", "P365D");
        try (Phone phone = Phone.fresh();
                BrowserContext desk = Chromium.running()
                        .newContext(new Browser.NewContextOptions()
                                .setViewportSize(1280, 900)
                                .setLocale("vi-VN"))) {
            phone.activated(enrolled.path("activationCode").asString());
            Page portal = desk.newPage();
            logIn(portal);
            portal.locator("input[type=file]")
                    .first()
                    .setInputFiles(new FilePayload("Hợp đồng lao động.pdf", "application/pdf", Pdfs.contract(3)));
            button(portal, "Tiếp tục").click();
            portal.getByLabel("Mã người ký").fill(user);
            button(portal, "Gửi yêu cầu").click();
            portal.getByRole(AriaRole.RADIO).first().check();
            button(portal, "Tiếp tục").click();
            button(portal, "Ký văn bản").click();
            String code = portal.locator(".code-figures").textContent().strip();

            phone.openRequest("Hợp đồng lao động.pdf");
            phone.typeMatchCode(code);
            phone.approve();
            assertThat(phone.heading("Đã ký xong")).isVisible(SignersAppTest.SOON);

            assertThat(heading(portal, "Đã ký xong")).isVisible(SignersAppTest.SOON);
            Download signed = portal.waitForDownload(
                    () -> portal.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tải tệp đã ký"))
                            .click());
            Judged.of(bytes(signed)).acceptedByAll("B-T");
        }
    }

    private static void logIn(Page portal) {
        Map<String, String> gateway = Platform.running().environmentOf("gateway");
        portal.navigate(Platform.running().url().toString());
        portal.getByLabel("Tên đăng nhập").fill(gateway.getOrDefault("KYSO_BOOTSTRAP_TENANTS_0_USERNAME", ""));
        portal.getByLabel("Mật khẩu", new Page.GetByLabelOptions().setExact(true))
                .fill(gateway.getOrDefault("KYSO_BOOTSTRAP_TENANTS_0_PASSWORD", ""));
        button(portal, "Đăng nhập").click();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator heading(Page page, String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    private static byte[] bytes(Download download) {
        try {
            return Files.readAllBytes(download.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
