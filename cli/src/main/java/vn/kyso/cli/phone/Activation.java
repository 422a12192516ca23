package vn.kyso.cli.phone;

import java.net.URI;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.kyso.approval.ActivationCode;
import vn.kyso.approval.authenticator.Registration;
import vn.kyso.approval.authenticator.SoftwareAuthenticator;
import vn.kyso.cli.http.Authorization;
import vn.kyso.cli.http.Http;
import vn.kyso.cli.http.Json;

/// Binds a phone to its signer: the code is never sent, but proven over the new passkey.
final class Activation {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Http http;
    private final URI url;
    private final SoftwareAuthenticator authenticator;

    Activation(Http http, URI url, SoftwareAuthenticator authenticator) {
        this.http = http;
        this.url = url;
        this.authenticator = authenticator;
    }

    /// @param userId under which the phone is found again here; no service tells it
    BoundPhone bind(ActivationCode code, String deviceName, String userId) {
        DeviceKey deviceKey = DeviceKey.fresh();
        ObjectNode begin = Json.object();
        begin.put("activationId", code.activationId());
        begin.put("deviceName", deviceName);
        begin.set("deviceKey", Json.read(deviceKey.publicJwk()));
        JsonNode activation = http.call("POST", url.resolve("/v1/activations"), Authorization.NONE, begin);
        JsonNode options = activation.path("publicKey");

        Registration registration = authenticator.create(options.toString(), SoftwareAuthenticator.newKey(), true);
        byte[] mac = code.key()
                .mac(
                        deviceKey.thumbprint(),
                        Base64.getUrlDecoder().decode(Json.text(options, "challenge")),
                        Base64.getUrlDecoder().decode(registration.attestationObject()));
        ObjectNode proof = Json.object();
        proof.put("mac", Base64.getUrlEncoder().withoutPadding().encodeToString(mac));
        proof.set("credential", JSON.valueToTree(registration.response()));
        JsonNode bound = http.call(
                "POST",
                url.resolve("/v1/activations/" + PhoneApi.encode(Json.text(activation, "id")) + "/passkey"),
                PhoneApi.proofAlone(deviceKey),
                proof);
        return new BoundPhone(userId, Json.text(bound, "deviceId"), deviceKey, registration.passkey());
    }
}
