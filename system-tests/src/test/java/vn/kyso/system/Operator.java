package vn.kyso.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/// Whoever holds the installation's operator key, calling the services themselves: what `kyso` has no command for.
final class Operator {
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private Operator() {}

    /// A call without a body.
    ///
    /// @param path below `/v1/operator/`
    static Answer call(String method, String service, String path) {
        URI address = Platform.running().service(service).resolve("/v1/operator/" + path);
        return Http.send(HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token(service))
                .method(method, BodyPublishers.noBody()));
    }

    /// Good for one call to that service within a minute (RFC 7515, RFC 7518 3.4).
    private static String token(String service) {
        long now = Instant.now().getEpochSecond();
        String input = encode("{\"alg\":\"ES256\",\"typ\":\"JWT\",\"kid\":\"operator\"}") + "."
                + encode(
                        "{\"iss\":\"kyso-operator\",\"aud\":\"kyso-operator/%s\",\"sub\":\"test\",\"jti\":\"%s\",\"iat\":%d,\"exp\":%d}"
                                .formatted(service, UUID.randomUUID(), now, now + 60));
        try {
            byte[] key = Base64.getMimeDecoder()
                    .decode(Files.readString(Path.of(Platform.running().setting("KYSO_OPERATOR_KEY")))
                            .replaceAll("-----[A-Z ]+-----", ""));
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)));
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + BASE64URL.encodeToString(signature.sign());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(String json) {
        return BASE64URL.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
