package vn.kyso.system.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.kyso.system.Pdfs;
import vn.kyso.system.Requester;
import vn.kyso.system.Signers;

/// How quickly the portal shows, answers and hears of what happens elsewhere. The figures go to `target/figures.txt`;
/// what is held here is wide enough for a machine that builds beside it.
@Tag("long")
final class SwiftnessTest {
    private static final Path FIGURES = Path.of("target", "figures.txt");

    @Test
    void theFirstScreenShowsAndAnswersAtOnce() throws IOException {
        List<Double> paints = new ArrayList<>();
        List<Double> interactions = new ArrayList<>();
        for (int run = 0; run < 5; run++) {
            try (Desk desk = Desk.atTheDoor()) {
                desk.page().waitForLoadState(LoadState.NETWORKIDLE);
                paints.add(number(desk.page().evaluate(LARGEST_PAINT)));
                desk.page().evaluate(WATCH_INTERACTIONS);
                desk.logIn();
                desk.page().locator(".tools > button").click();
                desk.page().locator(".tools > button").click();
                desk.upload(Desk.pdf("a.pdf", Pdfs.contract(3)));
                desk.goOn();
                desk.page().getByLabel("Mã người ký").pressSequentially("ICA.001099012345");
                desk.page().waitForTimeout(200);
                interactions.add(number(desk.page().evaluate("() => window.longestInteraction")));
            }
        }
        note("largest contentful paint, ms, five fresh browsers", paints);
        note("longest interaction to next paint, ms, of some twenty in each of five visits", interactions);
        assertThat(median(paints)).isLessThan(1000);
        assertThat(median(interactions)).isLessThan(200);
    }

    @Test
    void theCountdownIsTheServersAndWhatThePhoneDoesShowsAtOnce() throws IOException {
        Signers.Signer signer = Signers.enrolled("p256");
        List<Double> differences = new ArrayList<>();
        List<Double> delays = new ArrayList<>();
        try (Desk desk = Desk.loggedIn()) {
            for (int run = 0; run < 6; run++) {
                desk.prepare(signer.userId(), signer.serial(), Desk.pdf("a.pdf", Pdfs.contract(1)));
                String id = desk.sign();
                JsonNode request = Requester.of("demo").signRequest(id);
                signer.phone().awaits(id);
                desk.page().waitForTimeout(1_500);
                differences.add(differenceMilliseconds(desk.page(), request));
                desk.page().evaluate(WATCH_END);
                long asked = System.currentTimeMillis();
                signer.phone()
                        .post("inbox", "/v1/inbox/" + id + "/decision", Map.of("decision", "decline", "reason", "Sai"))
                        .expecting(202);
                assertThat(desk.heading("Người ký đã từ chối")).isVisible(Desk.SOON);
                delays.add(number(desk.page().evaluate("() => window.endedAt")) - asked);
            }
        }
        note("countdown beside the server's expiry, ms", differences);
        note("from the phone's call to the portal's changed page, ms", delays);
        assertThat(differences).allMatch(difference -> Math.abs(difference) <= 500);
        assertThat(median(delays)).isLessThan(1000);
    }

    @Test
    void theFirstPageOfALargeDocumentShowsBeforeTheDocumentIsDown() throws IOException {
        byte[] scans = Pdfs.scans(500, 463);
        Signers.Signer signer = Signers.enrolled("p256");
        String document = Requester.of("demo").uploaded("scans.pdf", scans);
        AtomicLong fetched = new AtomicLong();
        try (Desk desk = Desk.loggedIn()) {
            desk.page().onResponse(answer -> {
                if (answer.url().contains("/content")) {
                    fetched.addAndGet(Long.parseLong(answer.headerValue("content-length")));
                }
            });
            long begun = System.nanoTime();
            desk.open("/sign/place#d=" + document + "&u=" + signer.userId() + "&c=" + signer.serial());
            // The stamp is on the last page unless it is put elsewhere, and that page is shown.
            assertThat(shown(desk, 500)).isVisible(Desk.SOON);
            double last = (System.nanoTime() - begun) / 1e6;
            desk.page().locator(".thumbnail").first().click();
            assertThat(shown(desk, 1)).isVisible(Desk.SOON);
            note(
                    "large document, ms to its last page and to its first, KiB fetched by then, of "
                            + scans.length / 1024,
                    List.of(last, (System.nanoTime() - begun) / 1e6, fetched.get() / 1024.0));
            assertThat(fetched.get()).isPositive().isLessThan(scans.length / 4);
        }
    }

    private static Locator shown(Desk desk, int page) {
        return desk.page().locator(".stage canvas[data-drawn='" + page + "']");
    }

    private static final String LARGEST_PAINT = "() => new Promise((done) => new PerformanceObserver((list) =>"
            + " done(list.getEntries().at(-1).startTime)).observe({type: 'largest-contentful-paint', buffered: true}))";

    private static final String WATCH_INTERACTIONS = "() => { window.longestInteraction = 0;"
            + " new PerformanceObserver((list) => { for (const e of list.getEntries()) if (e.interactionId)"
            + " window.longestInteraction = Math.max(window.longestInteraction, e.duration); })"
            + ".observe({type: 'event', durationThreshold: 16, buffered: true}); }";

    /// When the page that waits was exchanged for the one that says how it ended.
    private static final String WATCH_END = "() => { window.endedAt = 0; new MutationObserver(() => {"
            + " if (!window.endedAt && document.querySelector('#ended-title')) window.endedAt = Date.now(); })"
            + ".observe(document.body, {subtree: true, childList: true}); }";

    /// The figures count a begun second as one: read in the moment in which they change, they are exact.
    private static double differenceMilliseconds(Page page, JsonNode request) {
        Object changed =
                page.evaluate("() => new Promise((done) => { const figures = document.querySelector('.figures');"
                        + " new MutationObserver(() => done([Date.now(), figures.textContent.trim()]))"
                        + ".observe(figures, {subtree: true, childList: true, characterData: true}); })");
        List<?> seen = (List<?>) changed;
        String[] figures = seen.get(1).toString().split(":", -1);
        long left = (60L * Long.parseLong(figures[0]) + Long.parseLong(figures[1])) * 1000;
        long expires = Instant.parse(request.path("expiresAt").asString()).toEpochMilli();
        return left - (expires - number(seen.get(0)));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void note(String what, List<Double> values) throws IOException {
        Files.createDirectories(FIGURES.getParent());
        String line = what + ": "
                + values.stream()
                        .sorted()
                        .map(v -> String.valueOf(Math.round(v)))
                        .toList() + System.lineSeparator();
        Files.writeString(
                FIGURES, line, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND);
    }
}
