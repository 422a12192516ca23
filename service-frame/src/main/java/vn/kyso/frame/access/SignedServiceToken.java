package vn.kyso.frame.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.frame.ServiceToken;

final class SignedServiceToken implements ServiceToken {
    private static final Duration LIFE = Duration.ofMinutes(1);

    private final Service self;
    private final PrivateKey key;
    private final InstantSource clock;

    SignedServiceToken(Service self, PrivateKey key, InstantSource clock) {
        this.self = self;
        this.key = key;
        this.clock = clock;
    }

    @Override
    public String forCallTo(Service service) {
        Instant now = clock.instant();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.EdDSA)
                        .type(new JOSEObjectType(Tokens.SERVICE_TOKEN_TYPE))
                        .build(),
                new JWTClaimsSet.Builder()
                        .issuer(self.id())
                        .subject(self.id())
                        .audience(service.id())
                        .jwtID(UUID.randomUUID().toString())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(LIFE)))
                        .build());
        try {
            token.sign(Ed25519Signatures.signer(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The service's token could not be signed", e);
        }
        return token.serialize();
    }
}
