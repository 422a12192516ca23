package vn.kyso.cli.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.Settings;

/// Access tokens of a tenant's client (OAuth 2 client credentials), renewed shortly before they run out.
public final class RequesterTokens implements Authorization {
    private static final Duration MARGIN = Duration.ofSeconds(30);
    private static final String SCOPES = "scope=documents%3Awrite%20signatures%3Arequest%20certificates%3Aread";

    private final Http http;
    private final URI url;
    private final Settings.Client client;
    private final InstantSource clock = InstantSource.system();
    private @Nullable String token;
    private Instant renewAt = Instant.EPOCH;

    public RequesterTokens(Http http, URI url, Settings.Client client) {
        this.http = http;
        this.url = url;
        this.client = client;
    }

    @Override
    public Map<String, String> headers(String method, URI address) {
        return Map.of("Authorization", "Bearer " + current());
    }

    private synchronized String current() {
        String known = token;
        if (known != null && clock.instant().isBefore(renewAt)) {
            return known;
        }
        String basic = Base64.getEncoder()
                .encodeToString((client.id() + ":" + client.secret()).getBytes(StandardCharsets.UTF_8));
        JsonNode answer =
                http.form(url.resolve("/oauth2/token"), "Basic " + basic, "grant_type=client_credentials&" + SCOPES);
        String fresh = Json.text(answer, "access_token");
        token = fresh;
        renewAt = clock.instant()
                .plusSeconds(answer.path("expires_in").asLong(60))
                .minus(MARGIN);
        return fresh;
    }
}
