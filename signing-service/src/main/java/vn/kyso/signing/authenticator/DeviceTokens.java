package vn.kyso.signing.authenticator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.stereotype.Component;

/// Issues tokens for devices: minutes long, for one audience, bound to the device's key (RFC 9449, 6.1).
@Component
class DeviceTokens {
    private static final String ISSUER = "kyso-signing";
    private static final String KEY_ID = "device-token";

    private final JWSSigner signer;
    private final AppProperties app;
    private final InstantSource clock;

    DeviceTokens(DeviceTokenProperties properties, AppProperties app, InstantSource clock) {
        this.signer = signer(properties.privateKey());
        this.app = app;
        this.clock = clock;
    }

    /// @param privateKey P-256, PKCS#8, base64; its public half is what other services trust
    @ConfigurationProperties("kyso.device-token")
    record DeviceTokenProperties(String privateKey) {
        @Override
        public String toString() {
            return "DeviceTokenProperties[redacted]";
        }
    }

    String issue(Authenticator device, String audience) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(audience)
                .subject(device.deviceId().toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(app.tokenLifetime())))
                .claim("signer", device.signer())
                .claim("device_name", device.name())
                .claim("cnf", Map.of("jkt", device.keyThumbprint()))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .keyID(KEY_ID)
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                claims);
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("A device token could not be signed", e);
        }
        return token.serialize();
    }

    private static JWSSigner signer(String pkcs8) {
        try {
            return new ECDSASigner((ECPrivateKey) KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pkcs8))));
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException("kyso.device-token.private-key is no P-256 key", e);
        }
    }
}
