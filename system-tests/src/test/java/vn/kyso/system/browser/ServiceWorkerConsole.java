package vn.kyso.system.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.Map;

/// The console of a page's service worker, over the DevTools protocol: what it does there only browsers can cause, such
/// as the tap on a notification.
final class ServiceWorkerConsole {
    private final CDPSession browser;
    private final String session;

    private ServiceWorkerConsole(CDPSession browser, String session) {
        this.browser = browser;
        this.session = session;
    }

    /// @throws AssertionError where the page has none that runs
    static ServiceWorkerConsole of(BrowserContext context, Page page) {
        JsonObject own =
                context.newCDPSession(page).send("Target.getTargetInfo").getAsJsonObject("targetInfo");
        CDPSession browser = Chromium.running().newBrowserCDPSession();
        for (JsonElement element : browser.send("Target.getTargets").getAsJsonArray("targetInfos")) {
            JsonObject target = element.getAsJsonObject();
            if (target.get("type").getAsString().equals("service_worker")
                    && target.get("browserContextId").equals(own.get("browserContextId"))) {
                Map<String, Object> attach =
                        Map.of("targetId", target.get("targetId").getAsString(), "flatten", false);
                JsonObject attached = browser.send("Target.attachToTarget", JsonValues.object(attach));
                return new ServiceWorkerConsole(
                        browser, attached.get("sessionId").getAsString());
            }
        }
        throw new AssertionError("No service worker runs for " + page.url());
    }

    /// Begins to run an expression; does not wait for its promise.
    void run(String expression) {
        JsonObject message = JsonValues.object(
                Map.of("id", 1, "method", "Runtime.evaluate", "params", Map.of("expression", expression)));
        browser.send(
                "Target.sendMessageToTarget",
                JsonValues.object(Map.of("sessionId", session, "message", message.toString())));
    }
}
