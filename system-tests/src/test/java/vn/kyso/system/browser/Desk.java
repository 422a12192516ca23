package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import vn.kyso.system.Platform;

/// A clerk's desk: the portal in a browser context of its own.
final class Desk implements AutoCloseable {
    /// What the platform needs at most for a step that several services have a part in.
    static final LocatorAssertions.IsVisibleOptions SOON = new LocatorAssertions.IsVisibleOptions().setTimeout(60_000);

    private static final Pattern REQUEST = Pattern.compile(".*/requests/([0-9a-f-]{36}).*");

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Desk(int width, int height, boolean touched) {
        context = Chromium.running()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setHasTouch(touched)
                        .setIsMobile(touched)
                        .setLocale("vi-VN")
                        .setTimezoneId("Asia/Ho_Chi_Minh")
                        .setColorScheme(ColorScheme.LIGHT)
                        .setAcceptDownloads(true));
        page = newTab();
    }

    static Desk atTheDoor() {
        Desk desk = new Desk(1280, 900, false);
        desk.open("/");
        return desk;
    }

    /// The portal on a phone that is touched, logged in.
    static Desk inTheHand() {
        Desk desk = new Desk(Phone.WIDTH, 844, true);
        desk.open("/");
        desk.logIn();
        return desk;
    }

    static Desk loggedIn() {
        Desk desk = atTheDoor();
        desk.logIn();
        return desk;
    }

    Page page() {
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /// A tab of the same browser. What its console complains of, such as a violated policy, is kept.
    Page newTab() {
        Page tab = context.newPage();
        tab.onPageError(complaints::add);
        tab.onConsoleMessage(message -> {
            if (message.type().equals("error") && message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
        return tab;
    }

    List<String> complaints() {
        return complaints;
    }

    void open(String path) {
        page.navigate(Platform.running().url().resolve(path).toString());
    }

    void logIn() {
        Map<String, String> gateway = Platform.running().environmentOf("gateway");
        page.getByLabel("Tên đăng nhập").fill(gateway.get("KYSO_BOOTSTRAP_TENANTS_0_USERNAME"));
        page.getByLabel("Mật khẩu", new Page.GetByLabelOptions().setExact(true))
                .fill(gateway.get("KYSO_BOOTSTRAP_TENANTS_0_PASSWORD"));
        button("Đăng nhập").click();
        assertThat(page.getByRole(AriaRole.NAVIGATION).first()).isVisible();
    }

    /// Gives the page files, as the file dialog would.
    void upload(FilePayload... files) {
        page.locator("#files").setInputFiles(files);
    }

    static FilePayload pdf(String name, byte[] content) {
        return new FilePayload(name, "application/pdf", content);
    }

    void goOn() {
        Locator next = button("Tiếp tục");
        assertThat(next).isEnabled(new LocatorAssertions.IsEnabledOptions().setTimeout(30_000));
        next.click();
    }

    void chooseSigner(String userId, String serial) {
        page.getByLabel("Mã người ký").fill(userId);
        button("Gửi yêu cầu").click();
        page.locator("#c-" + serial).check();
    }

    /// From an empty desk to the step where the signature is placed.
    void prepare(String userId, String serial, FilePayload... files) {
        open("/");
        upload(files);
        goOn();
        chooseSigner(userId, serial);
        goOn();
        assertThat(page.locator(".stage canvas[data-drawn]")).isVisible(SOON);
        assertThat(box().locator("text").first()).isVisible(SOON);
    }

    /// The frame that shows where the signature will be.
    Locator box() {
        return page.locator(".sheet .box");
    }

    /// Left, top, width and height of the box as parts of the page that is seen.
    double[] boxOnPage() {
        BoundingBox sheet = page.locator(".sheet").boundingBox();
        BoundingBox box = box().boundingBox();
        return new double[] {
            (box.x - sheet.x) / sheet.width,
            (box.y - sheet.y) / sheet.height,
            box.width / sheet.width,
            box.height / sheet.height
        };
    }

    /// What the four number fields say: x, y, width and height in PDF points.
    double[] numbers() {
        return page.locator(".number-grid input").all().stream()
                .mapToDouble(input -> Double.parseDouble(input.inputValue()))
                .toArray();
    }

    void drag(Locator what, double dx, double dy) {
        what.scrollIntoViewIfNeeded();
        BoundingBox from = what.boundingBox();
        double x = from.x + from.width / 2;
        double y = from.y + from.height / 2;
        page.mouse().move(x, y);
        page.mouse().down();
        page.mouse().move(x + dx / 2, y + dy / 2);
        page.mouse().move(x + dx, y + dy);
        page.mouse().up();
    }

    /// Sends the request.
    ///
    /// @return its id
    String sign() {
        button("Ký văn bản").click();
        page.waitForURL(REQUEST);
        return page.url().replaceAll(".*/requests/([0-9a-f-]{36}).*", "$1");
    }

    String matchCode() {
        return page.locator(".code-figures").textContent().strip();
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    byte[] download(Locator link) {
        Download download = page.waitForDownload(link::click);
        try {
            return Files.readAllBytes(download.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
