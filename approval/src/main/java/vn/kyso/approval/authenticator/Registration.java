package vn.kyso.approval.authenticator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// What `navigator.credentials.create` gives.
///
/// @param clientDataJson base64url without padding, as are all its fields
public record Registration(Passkey passkey, String credentialId, String clientDataJson, String attestationObject) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// RegistrationResponseJSON (WebAuthn Level 3, 5.1.8), as a tree for embedding in a request body.
    public Map<String, Object> response() {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("clientDataJSON", clientDataJson);
        inner.put("attestationObject", attestationObject);
        inner.put("transports", List.of("internal"));
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("id", credentialId);
        response.put("rawId", credentialId);
        response.put("type", "public-key");
        response.put("authenticatorAttachment", "platform");
        response.put("response", inner);
        response.put("clientExtensionResults", Map.of());
        return response;
    }

    public String toJson() {
        return JSON.writeValueAsString(response());
    }
}
