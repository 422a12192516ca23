package vn.kyso.cli.requester;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.Console;
import vn.kyso.cli.http.Json;

/// Lines for people: a bar while a file goes up, the match code and the time left while the signer is waited for.
final class HumanSteps implements StepTeller {
    private static final int BAR = 30;
    private static final double MEBI = 1024 * 1024;

    private final Console console;
    private String lastSeen = "asked";

    HumanSteps(Console console) {
        this.console = console;
    }

    @Override
    public void uploading(Path file, long sent, long size) {
        int done = size == 0 ? BAR : (int) (sent * BAR / size);
        console.show(String.format(
                Locale.ROOT,
                "%s  [%s%s] %.1f of %.1f MB",
                file.getFileName(),
                "#".repeat(done),
                ".".repeat(BAR - done),
                sent / MEBI,
                size / MEBI));
    }

    @Override
    public void uploaded(Path file, JsonNode document) {
        console.say(String.format(
                Locale.ROOT,
                "Uploaded %s (%.1f MB, %d pages)%s",
                file.getFileName(),
                document.path("size").asLong(0) / MEBI,
                document.path("pages").size(),
                document.path("repaired").asBoolean(false) ? ", repaired" : ""));
    }

    @Override
    public void chosen(JsonNode certificate, int others) {
        console.say("Certificate " + Json.text(certificate, "serial") + " of " + Json.text(certificate, "holder")
                + " (" + Json.text(certificate, "keyType") + ")"
                + (others > 0 ? "; --serial chooses one of " + others + " others" : ""));
    }

    @Override
    public void asked(JsonNode request) {
        String code = Json.text(request, "matchCode");
        console.say("Asked for the signature: request " + Json.text(request, "id"));
        if (!code.isEmpty()) {
            console.say("Match code, to be typed on the phone:  " + code);
        }
    }

    @Override
    public void waiting(JsonNode request, Duration left) {
        String code = Json.text(request, "matchCode");
        console.show(String.format(
                Locale.ROOT,
                "%s%d:%02d left, %s",
                code.isEmpty() ? "" : "Match code " + code + "  ",
                left.toMinutes(),
                left.toSecondsPart(),
                lastSeen));
    }

    @Override
    public void happened(JsonNode timelineEntry) {
        String said = switch (Json.text(timelineEntry, "type")) {
            case "sent" -> "sent to the signer's phone";
            case "opened" -> "the signer is looking at it";
            case "no-device" -> "the signer has no phone that could be told";
            case "approved" -> "approved, signing";
            case "reminded" -> "the signer was reminded";
            case "cancel-asked" -> "cancelling";
            default -> "";
        };
        if (!said.isEmpty()) {
            lastSeen = said;
            if (!console.terminal()) {
                console.say(Character.toUpperCase(said.charAt(0)) + said.substring(1));
            }
        }
    }

    @Override
    public void saved(JsonNode request, JsonNode document, Path file) {
        console.print("Signed: " + file);
    }

    @Override
    public void finished(JsonNode request) {
        String outcome = Json.text(request, "outcome");
        JsonNode certificate = request.path("certificate");
        if (outcome.equals("signed") || outcome.equals("partly-signed")) {
            console.print("Signer: " + Json.text(certificate, "holder") + ", certificate "
                    + Json.text(certificate, "serial") + ", issued by " + Json.text(certificate, "issuer") + ", level "
                    + Json.text(request, "level"));
        }
        for (JsonNode document : request.path("documents")) {
            if (Json.text(document, "state").equals("not-signed") && outcome.equals("partly-signed")) {
                console.say("Not signed: " + Json.text(document, "name") + " (" + Json.text(document, "reason") + ")");
            }
        }
        if (!outcome.equals("signed")) {
            String reason = Json.text(request, "reason");
            String detail = Json.text(request, "detail");
            console.say("kyso: not signed: " + outcome
                    + (reason.isEmpty() || reason.equals(outcome) ? "" : " (" + reason + ")")
                    + (detail.isEmpty() ? "" : ": " + detail));
        }
    }
}
