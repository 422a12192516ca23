package vn.kyso.cli.phone;

import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.kyso.approval.ConsentWithoutCode;
import vn.kyso.approval.authenticator.SoftwareAuthenticator;
import vn.kyso.cli.http.Authorization;
import vn.kyso.cli.http.EventStream;
import vn.kyso.cli.http.Http;
import vn.kyso.cli.http.Json;

/// A bound phone's calls, as docs/api.md lists them. Its tokens live for minutes, one for each audience, and are
/// asked for anew shortly before they run out.
final class PhoneApi {
    private static final Duration MARGIN = Duration.ofSeconds(20);

    private final Http http;
    private final URI url;
    private final BoundPhone phone;
    private final InstantSource clock = InstantSource.system();
    private final Map<Audience, Token> tokens = new EnumMap<>(Audience.class);

    private enum Audience {
        INBOX("inbox"),
        PREPARED("prepared"),
        DEVICES("devices");

        private final String name;

        Audience(String name) {
            this.name = name;
        }
    }

    private record Token(String value, Instant renewAt) {
        @Override
        public String toString() {
            return "Token[redacted]";
        }
    }

    PhoneApi(Http http, URI url, BoundPhone phone) {
        this.http = http;
        this.url = url;
        this.phone = phone;
    }

    JsonNode openRequests() {
        return http.get(url.resolve("/v1/inbox?state=open"), as(Audience.INBOX)).path("requests");
    }

    JsonNode request(String id) {
        return http.get(url.resolve("/v1/inbox/" + encode(id)), as(Audience.INBOX));
    }

    void decide(String id, JsonNode decision) {
        http.call("POST", url.resolve("/v1/inbox/" + encode(id) + "/decision"), as(Audience.INBOX), decision);
    }

    EventStream events(Predicate<EventStream.Event> reader) {
        return EventStream.read(http, url.resolve("/v1/inbox/events"), as(Audience.INBOX), reader);
    }

    /// The bytes that a signature would cover, but for the place of the signature itself.
    InputStream prepared(String requestId, String documentId) {
        return http.open(
                url.resolve("/v1/prepared/" + encode(requestId) + "/" + encode(documentId)),
                as(Audience.PREPARED),
                Map.of("Accept", "application/pdf"));
    }

    /// Lets a tenant ask without a match code, which the passkey confirms.
    void trust(String tenant, SoftwareAuthenticator authenticator) {
        JsonNode wanted =
                http.call("POST", url.resolve("/v1/devices/confirmations"), as(Audience.DEVICES), Json.object());
        ConsentWithoutCode consent =
                new ConsentWithoutCode(phone.passkey().rpId(), phone.deviceId(), tenant, Json.text(wanted, "nonce"));
        ObjectNode body = Json.object().put("withoutCode", true).put("blocked", false);
        body.set(
                "assertion",
                JsonMapper.shared()
                        .valueToTree(SoftwareAuthenticator.response(
                                authenticator.get(phone.passkey(), consent.digest(), true))));
        http.call("PUT", url.resolve("/v1/consents/" + encode(tenant)), as(Audience.DEVICES), body);
    }

    private Authorization as(Audience audience) {
        return (method, address) -> {
            String token = token(audience);
            return Map.of(
                    "Authorization", "DPoP " + token, "DPoP", phone.deviceKey().proof(method, address, token));
        };
    }

    private synchronized String token(Audience audience) {
        @Nullable Token known = tokens.get(audience);
        if (known != null && clock.instant().isBefore(known.renewAt())) {
            return known.value();
        }
        JsonNode answer = http.call(
                "POST",
                url.resolve("/v1/device-tokens"),
                proofAlone(phone.deviceKey()),
                Json.object().put("deviceId", phone.deviceId()).put("audience", audience.name));
        Token fresh = new Token(
                Json.text(answer, "accessToken"),
                clock.instant().plusSeconds(answer.path("expiresIn").asLong(60)).minus(MARGIN));
        tokens.put(audience, fresh);
        return fresh.value();
    }

    static Authorization proofAlone(DeviceKey key) {
        return (method, address) -> Map.of("DPoP", key.proof(method, address, null));
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
