package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import vn.kyso.system.Platform;

/// A signer's phone: the app in a browser context of its own, with an authenticator that checks its user.
final class Phone implements AutoCloseable {
    static final int WIDTH = 390;
    private static final int HEIGHT = 844;

    private final BrowserContext context;
    private final Page page;
    private final CDPSession devTools;
    private final String authenticatorId;

    private Phone(BrowserContext context, boolean withAuthenticator) {
        this.context = context;
        page = context.newPage();
        devTools = context.newCDPSession(page);
        if (withAuthenticator) {
            call("WebAuthn.enable", Map.of());
            authenticatorId = call(
                            "WebAuthn.addVirtualAuthenticator",
                            Map.of(
                                    "options",
                                    Map.of(
                                            "protocol", "ctap2",
                                            "transport", "internal",
                                            "hasResidentKey", true,
                                            "hasUserVerification", true,
                                            "isUserVerified", true,
                                            "automaticPresenceSimulation", true)))
                    .get("authenticatorId")
                    .getAsString();
        } else {
            authenticatorId = "";
        }
    }

    static Phone fresh() {
        return new Phone(newContext(List.of("notifications")), true);
    }

    /// One whose user has blocked notifications.
    static Phone withoutNotifications() {
        return new Phone(newContext(List.of()), true);
    }

    /// One that can't make passkeys.
    static Phone withoutAuthenticator() {
        return new Phone(newContext(List.of()), false);
    }

    private static BrowserContext newContext(List<String> permissions) {
        return Chromium.running()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(WIDTH, HEIGHT)
                        .setDeviceScaleFactor(2)
                        .setHasTouch(true)
                        .setIsMobile(true)
                        .setLocale("vi-VN")
                        .setTimezoneId("Asia/Ho_Chi_Minh")
                        .setPermissions(permissions)
                        .setColorScheme(ColorScheme.LIGHT));
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    JsonObject call(String method, Map<String, Object> parameters) {
        return devTools.send(method, JsonValues.object(parameters));
    }

    /// From now on the authenticator does not recognise who holds the phone, or does again.
    void recognisesItsUser(boolean recognises) {
        call("WebAuthn.setUserVerified", Map.of("authenticatorId", authenticatorId, "isUserVerified", recognises));
    }

    /// Opens the app at a place of its own.
    Phone open(String fragment) {
        page.navigate(Platform.running().appOrigin() + "/" + fragment);
        return this;
    }

    /// Opens the app by a code's link and binds this phone, as after scanning a QR code.
    Phone activated(String code) {
        open("#" + code);
        button("Tạo khoá trên thiết bị này").click();
        assertThat(heading("Chờ bạn ký")).isVisible();
        return this;
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    Locator link(String name) {
        return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name));
    }

    Locator heading(String name) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name));
    }

    /// Opens a request from the list, once it is there, and waits until its first document is read and drawn.
    void openRequest(String documentName) {
        link(documentName).click();
        assertThat(page.locator("pdf-page[data-drawn]").first()).isVisible();
    }

    void typeMatchCode(String code) {
        page.getByLabel("Mã đối chiếu").fill(code);
    }

    void approve() {
        button("Xác nhận bằng vân tay / Face ID").click();
    }

    @Override
    public void close() {
        context.close();
    }
}
