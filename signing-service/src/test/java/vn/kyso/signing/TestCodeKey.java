package vn.kyso.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import vn.kyso.testkit.TestKeys;

/// A phone's key for one answer, opened by hand as RFC 7518, 4.6.2 and 5.3 say it, so that the service is not judged by
/// its own library.
final class TestCodeKey {
    private static final Base64.Decoder BASE64_URL = Base64.getUrlDecoder();

    private final KeyPair pair = TestKeys.p256();
    private final ECKey jwk = new ECKey.Builder(Curve.P_256, (ECPublicKey) pair.getPublic()).build();

    Map<String, Object> publicJwk() {
        return jwk.toJSONObject();
    }

    String thumbprint() {
        try {
            return jwk.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /// @throws GeneralSecurityException if it was not encrypted to this key, or altered
    String open(String jwe) throws GeneralSecurityException {
        String[] parts = jwe.split("\\.", -1);
        JsonNode header = Api.JSON.readTree(BASE64_URL.decode(parts[0]));
        if (parts.length != 5
                || !parts[1].isEmpty()
                || !header.path("alg").asString().equals("ECDH-ES")
                || !header.path("enc").asString().equals("A256GCM")) {
            throw new GeneralSecurityException("Another form: " + header);
        }
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(pair.getPrivate());
        agreement.doPhase(publicKey(header.path("epk").toString()), true);
        byte[] algorithm = "A256GCM".getBytes(StandardCharsets.US_ASCII);
        MessageDigest derivation = MessageDigest.getInstance("SHA-256");
        derivation.update(number(1));
        derivation.update(agreement.generateSecret());
        derivation.update(number(algorithm.length));
        derivation.update(algorithm);
        derivation.update(number(0));
        derivation.update(number(0));
        derivation.update(number(256));
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(derivation.digest(), "AES"),
                new GCMParameterSpec(128, BASE64_URL.decode(parts[2])));
        cipher.updateAAD(parts[0].getBytes(StandardCharsets.US_ASCII));
        cipher.update(BASE64_URL.decode(parts[3]));
        return new String(cipher.doFinal(BASE64_URL.decode(parts[4])), StandardCharsets.UTF_8);
    }

    private static ECPublicKey publicKey(String epk) throws GeneralSecurityException {
        try {
            return ECKey.parse(epk).toECPublicKey();
        } catch (ParseException | JOSEException e) {
            throw new GeneralSecurityException(e);
        }
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }
}
