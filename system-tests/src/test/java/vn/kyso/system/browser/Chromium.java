package vn.kyso.system.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Debian's Chromium, started once for this test JVM and ended with it. For one thread.
final class Chromium {
    private static final Browser RUNNING = start();

    private Chromium() {}

    static Browser running() {
        return RUNNING;
    }

    private static Browser start() {
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        // Tests run as root in containers, where Chromium's own sandbox can't start.
                        .setArgs(List.of("--no-sandbox")));
    }
}
