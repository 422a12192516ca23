package vn.kyso.notification.push;

import java.io.IOException;
import java.net.URI;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Who sends through FCM, from the service account's key file.
///
/// @param keyId names the key to Google
/// @param tokenUri where access tokens are had; also their assertion's audience
record FcmServiceAccount(String projectId, String email, String keyId, PrivateKey key, URI tokenUri) {
    /// @param tokenUri null for the one in the file
    /// @throws IOException if the file isn't one of a service account
    static FcmServiceAccount read(byte[] file, @Nullable URI tokenUri, JsonMapper json) throws IOException {
        try {
            JsonNode root = json.readTree(file);
            PrivateKey key = PemKeys.read(text(root, "private_key"), "RSA");
            URI uri = tokenUri != null ? tokenUri : URI.create(text(root, "token_uri"));
            return new FcmServiceAccount(
                    text(root, "project_id"), text(root, "client_email"), text(root, "private_key_id"), key, uri);
        } catch (JacksonException e) {
            throw new IOException("The FCM service account's key file is not JSON");
        }
    }

    private static String text(JsonNode root, String field) throws IOException {
        String value = root.path(field).asString("");
        if (value.isEmpty()) {
            throw new IOException("The FCM service account's key file has no " + field);
        }
        return value;
    }

    @Override
    public String toString() {
        return "FcmServiceAccount[" + projectId + ", " + email + "]";
    }
}
