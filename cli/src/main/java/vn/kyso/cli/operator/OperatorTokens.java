package vn.kyso.cli.operator;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import vn.kyso.cli.NotConfiguredException;
import vn.kyso.cli.http.Authorization;

/// Tokens that an operator signs with a key of the installation, each for one call to one service and good for a
/// minute.
final class OperatorTokens {
    private static final String ISSUER = "kyso-operator";
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final ECPrivateKey key;
    private final String name;
    private final InstantSource clock = InstantSource.system();

    OperatorTokens(Path keyFile, String name) {
        this.key = read(keyFile);
        this.name = name;
    }

    /// @param service the id of the service that is called, such as `signing-service`: no other one accepts its tokens
    Authorization forCallsTo(String service) {
        return (method, address) -> Map.of("Authorization", "Bearer " + token(service));
    }

    private String token(String service) {
        Instant now = clock.instant();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(ISSUER + "/" + service)
                .subject(name)
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(LIFE)))
                .build();
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID("operator")
                            .type(JOSEObjectType.JWT)
                            .build(),
                    claims);
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new NotConfiguredException("The operator's key can't sign: " + e.getMessage());
        }
    }

    private static ECPrivateKey read(Path file) {
        try {
            String pem = Files.readString(file, StandardCharsets.US_ASCII);
            byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
            return (ECPrivateKey) KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IOException e) {
            throw new NotConfiguredException(
                    "The operator's key " + file + " can't be read; KYSO_OPERATOR_KEY names it.");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new NotConfiguredException(file + " is not a P-256 private key as PKCS#8 PEM.");
        }
    }
}
