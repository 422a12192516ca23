package vn.kyso.cli.operator;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.Context;
import vn.kyso.cli.Settings;
import vn.kyso.cli.http.Http;

/// An operator's calls, each to the service that it concerns.
final class OperatorApi {
    private final Http http;
    private final Settings settings;
    private final OperatorTokens tokens;

    OperatorApi(Context context) {
        this.http = context.http();
        this.settings = context.settings();
        this.tokens = new OperatorTokens(settings.operatorKey(), settings.operatorName());
    }

    JsonNode get(String service, String path) {
        return http.get(address(service, path), tokens.forCallsTo(service));
    }

    JsonNode call(String method, String service, String path, @Nullable JsonNode body) {
        return http.call(method, address(service, path), tokens.forCallsTo(service), body);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private URI address(String service, String path) {
        return settings.serviceUrl(service).resolve("/v1/operator/" + path);
    }
}
