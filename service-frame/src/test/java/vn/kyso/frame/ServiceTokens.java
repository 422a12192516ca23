package vn.kyso.frame;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import vn.kyso.contracts.envelope.Service;

/// Services' tokens written out by hand (RFC 7515, RFC 8037), so that ours are not judged by their own maker.
final class ServiceTokens {
    private ServiceTokens() {}

    static String make(Service issuer, Service audience, PrivateKey key) {
        long now = Instant.now().getEpochSecond();
        String input = base64("{\"alg\":\"EdDSA\",\"typ\":\"kyso-service+jwt\"}") + "."
                + base64("{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"iat\":%d,\"exp\":%d}"
                        .formatted(issuer.id(), issuer.id(), audience.id(), now, now + 60));
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(input.getBytes(StandardCharsets.US_ASCII));
            return input + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
