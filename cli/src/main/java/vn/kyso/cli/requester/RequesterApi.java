package vn.kyso.cli.requester;

import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.Context;
import vn.kyso.cli.Settings;
import vn.kyso.cli.http.EventStream;
import vn.kyso.cli.http.Http;
import vn.kyso.cli.http.RequesterTokens;

/// A requester's calls, as docs/api.md lists them.
final class RequesterApi {
    private final Http http;
    private final URI url;
    private final RequesterTokens tokens;

    /// @param tenant null for the one that is configured
    RequesterApi(Context context, @Nullable String tenant) {
        Settings settings = context.settings();
        this.http = context.http();
        this.url = settings.url();
        this.tokens = new RequesterTokens(http, url, settings.client(tenant));
    }

    JsonNode certificates(String userId) {
        return http.get(url.resolve("/v1/certificates?userId=" + encode(userId)), tokens);
    }

    JsonNode upload(String name, BodyPublisher pdf) {
        return http.upload(
                url.resolve("/v1/documents"),
                tokens,
                pdf,
                Map.of(
                        "Content-Type",
                        "application/pdf",
                        "Content-Disposition",
                        "attachment; filename*=UTF-8''" + encode(name)));
    }

    JsonNode picture(BodyPublisher file, String mediaType) {
        return http.upload(url.resolve("/v1/pictures"), tokens, file, Map.of("Content-Type", mediaType));
    }

    /// @param anchors certificates to trust besides, base64url DER
    JsonNode verify(String name, BodyPublisher pdf, List<String> anchors) {
        Map<String, String> headers = new HashMap<>(Map.of(
                "Content-Type",
                "application/pdf",
                "Content-Disposition",
                "attachment; filename*=UTF-8''" + encode(name)));
        if (!anchors.isEmpty()) {
            headers.put("Kyso-Trust", String.join(",", anchors));
        }
        return http.upload(url.resolve("/v1/verifications"), tokens, pdf, headers);
    }

    JsonNode ask(JsonNode request) {
        return http.call(
                "POST",
                url.resolve("/v1/sign-requests"),
                tokens,
                request,
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    JsonNode request(String id) {
        return http.get(url.resolve("/v1/sign-requests/" + encode(id)), tokens);
    }

    JsonNode cancel(String id) {
        return http.call("POST", url.resolve("/v1/sign-requests/" + encode(id) + "/cancel"), tokens, null);
    }

    EventStream events(String id, Predicate<EventStream.Event> reader) {
        return EventStream.read(http, url.resolve("/v1/sign-requests/" + encode(id) + "/events"), tokens, reader);
    }

    InputStream content(String documentId, int revision) {
        return http.open(
                url.resolve("/v1/documents/" + encode(documentId) + "/content?revision=" + revision),
                tokens,
                Map.of("Accept", "application/pdf"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
