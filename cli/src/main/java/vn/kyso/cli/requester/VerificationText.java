package vn.kyso.cli.requester;

import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.Console;
import vn.kyso.cli.http.Json;

/// A verification for people.
final class VerificationText {
    private final Console console;

    VerificationText(Console console) {
        this.console = console;
    }

    void print(Path file, JsonNode answer) {
        console.print(file + ": " + switch (Json.text(answer, "outcome")) {
            case "valid" -> "valid";
            case "not-signed" -> "not signed";
            case "unknown" -> "can't be told";
            default -> "NOT VALID";
        });
        findings(answer.path("findings"), "  ");
        for (JsonNode signature : answer.path("signatures")) {
            signature(signature);
        }
    }

    private void signature(JsonNode signature) {
        boolean timestamp = Json.text(signature, "kind").equals("document-timestamp");
        String sub = Json.text(signature, "subIndication");
        console.print("  " + (timestamp ? "document timestamp" : "signature") + " in "
                + Json.text(signature, "field") + ": " + Json.text(signature, "indication")
                + (sub.isEmpty() ? "" : " (" + sub + ")"));
        line("by", Json.text(signature.path("signer"), "subject"));
        line("issuer", Json.text(signature.path("signer"), "issuer"));
        line("serial", Json.text(signature.path("signer"), "serial"));
        line("level", Json.text(signature, "level"));
        line("claimed", Json.text(signature, "claimedAt"));
        line("proven", Json.text(signature, "provenAt"));
        JsonNode coverage = signature.path("coverage");
        line(
                "covers",
                coverage.path("wholeFile").asBoolean(false)
                        ? "the whole file"
                        : "revision " + Json.text(coverage, "revision") + ", " + Json.text(coverage, "bytes") + " bytes");
        for (JsonNode change : coverage.path("changesAfter")) {
            line(
                    "after",
                    "revision " + Json.text(change, "revision") + ": " + Json.text(change, "detail")
                            + (change.path("allowed").asBoolean(false) ? "" : ", NOT ALLOWED"));
        }
        findings(signature.path("findings"), "    ");
    }

    private void findings(JsonNode findings, String indent) {
        for (JsonNode finding : findings) {
            console.print(indent + Json.text(finding, "severity") + ": " + Json.text(finding, "detail") + " ["
                    + Json.text(finding, "code") + "]");
        }
    }

    private void line(String what, String value) {
        if (!value.isEmpty()) {
            console.print("    " + what + " ".repeat(Math.max(1, 9 - what.length())) + value);
        }
    }
}
