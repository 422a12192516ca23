package vn.kyso.cli.phone;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.kyso.approval.authenticator.Passkey;
import vn.kyso.cli.http.Json;

/// A phone that speaks for a signer: its device key and its passkey.
///
/// @param userId the signer's, as the service named it when the phone was bound
record BoundPhone(String userId, String deviceId, DeviceKey deviceKey, Passkey passkey) {
    /// As it is kept, private keys included.
    ObjectNode toJson() {
        ObjectNode json = Json.object();
        json.put("userId", userId);
        json.put("deviceId", deviceId);
        json.set("deviceKey", Json.read(deviceKey.privateJwk()));
        ObjectNode key = json.putObject("passkey");
        key.put("rpId", passkey.rpId());
        key.put("credentialId", encode(passkey.credentialId()));
        key.put("userHandle", encode(passkey.userHandle()));
        key.put("privateKey", encode(passkey.key().getPrivate().getEncoded()));
        key.put("publicKey", encode(passkey.key().getPublic().getEncoded()));
        return json;
    }

    /// @throws IllegalArgumentException if it is no such phone
    static BoundPhone fromJson(JsonNode json) {
        JsonNode key = json.path("passkey");
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            KeyPair pair = new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(decode(key, "publicKey"))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(decode(key, "privateKey"))));
            return new BoundPhone(
                    Json.text(json, "userId"),
                    Json.text(json, "deviceId"),
                    DeviceKey.parse(json.path("deviceKey").toString()),
                    new Passkey(decode(key, "credentialId"), Json.text(key, "rpId"), decode(key, "userHandle"), pair));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("The passkey can't be read", e);
        }
    }

    @Override
    public String toString() {
        return "BoundPhone[" + userId + ", " + deviceId + "]";
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(JsonNode json, String member) {
        return Base64.getUrlDecoder().decode(Json.text(json, member));
    }
}
