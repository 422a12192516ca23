package vn.kyso.system;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An HTTP answer.
public record Answer(int status, HttpHeaders headers, byte[] body) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public JsonNode json() {
        return JSON.readTree(body);
    }

    /// The problem's code, with the status that it came by, such as `422 not-a-pdf`.
    public String problem() {
        return status + " " + json().path("code").asString();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public Answer expecting(int expected) {
        if (status != expected) {
            throw new AssertionError("Expected " + expected + ", got " + status + ": " + text());
        }
        return this;
    }
}
