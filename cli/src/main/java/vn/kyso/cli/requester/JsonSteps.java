package vn.kyso.cli.requester;

import java.nio.file.Path;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vn.kyso.cli.Console;
import vn.kyso.cli.http.Json;

/// One line of JSON for each step; `event` says which. The last line has the request as the API gives it, and the
/// files.
final class JsonSteps implements StepTeller {
    private final Console console;
    private final ArrayNode files = Json.array();

    JsonSteps(Console console) {
        this.console = console;
    }

    @Override
    public void uploading(Path file, long sent, long size) {}

    @Override
    public void uploaded(Path file, JsonNode document) {
        ObjectNode step = step("uploaded");
        step.put("file", file.toString());
        step.set("document", document);
        console.print(step);
    }

    @Override
    public void chosen(JsonNode certificate, int others) {
        ObjectNode step = step("certificate");
        step.set("certificate", certificate);
        console.print(step);
    }

    @Override
    public void asked(JsonNode request) {
        ObjectNode step = step("asked");
        step.put("id", Json.text(request, "id"));
        step.set("matchCode", request.path("matchCode"));
        step.put("expiresAt", Json.text(request, "expiresAt"));
        console.print(step);
    }

    @Override
    public void waiting(JsonNode request, Duration left) {}

    @Override
    public void happened(JsonNode timelineEntry) {
        ObjectNode step = step("progress");
        step.set("entry", timelineEntry);
        console.print(step);
    }

    @Override
    public void saved(JsonNode request, JsonNode document, Path file) {
        ObjectNode saved = files.addObject();
        saved.put("documentId", Json.text(document, "id"));
        saved.put("file", file.toString());
        saved.put("sha256", Json.text(document, "sha256"));
    }

    @Override
    public void finished(JsonNode request) {
        ObjectNode step = step("finished");
        step.put("id", Json.text(request, "id"));
        step.put("outcome", Json.text(request, "outcome"));
        step.set("reason", request.path("reason"));
        step.set("files", files);
        step.set("request", request);
        console.print(step);
    }

    private static ObjectNode step(String event) {
        ObjectNode step = Json.object();
        step.put("event", event);
        return step;
    }
}
