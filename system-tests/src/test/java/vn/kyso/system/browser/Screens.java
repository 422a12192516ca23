package vn.kyso.system.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Holds what is on screen against WCAG 2.2 AA, in light and dark and in both languages, and keeps a picture of each
/// under `target/screens`.
final class Screens {
    private static final Path FOLDER = Path.of("target", "screens");
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private Screens() {}

    /// @param switchLanguage shows the other language; called twice for each colour scheme
    static void hold(String name, Page page, Runnable switchLanguage) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int i = 0; i < 2; i++) {
                hold(name, page, scheme);
                switchLanguage.run();
            }
        }
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /// Half of it: Vietnamese in light, English in dark.
    static void holdTwo(String name, Page page, Runnable switchLanguage) {
        hold(name, page, ColorScheme.LIGHT);
        switchLanguage.run();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        hold(name, page, ColorScheme.DARK);
        switchLanguage.run();
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    private static void hold(String name, Page page, ColorScheme scheme) {
        String language = page.locator("html").getAttribute("lang");
        String screen = "%s-%s-%s-%d"
                .formatted(name, language, scheme.name().toLowerCase(Locale.ROOT), page.viewportSize().width);
        // Colours fade: half-way they are no colours of ours. What turns for ever is no obstacle.
        page.waitForFunction("() => document.getAnimations().every((a) => a.playState !== 'running'"
                + " || a.effect.getTiming().iterations === Infinity)");
        // A header that keeps its place would stand in the middle of the picture.
        page.evaluate("() => window.scrollTo(0, 0)");
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(FOLDER.resolve(screen + ".png"))
                .setFullPage(true));
        assertThat(page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"))
                .as(screen + " fits its width")
                .isEqualTo(true);
        List<Rule> violations = new AxeBuilder(page)
                .withTags(RULES)
                .setLegacyMode(true)
                .analyze()
                .getViolations();
        assertThat(violations)
                .as(screen)
                .extracting(rule -> rule.getId() + ": " + rule.getNodes())
                .isEmpty();
    }
}
