package vn.kyso.notification.push;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/// The JWT by which APNs knows the provider. Apple refuses one older than an hour, and a new one more often than
/// every 20 minutes.
final class ApnsProviderToken {
    private static final Duration RENEW_AFTER = Duration.ofMinutes(40);
    private static final Duration LEAST_AGE = Duration.ofMinutes(20);

    private final ECPrivateKey key;
    private final String keyId;
    private final String teamId;
    private @Nullable Issued issued;
    private boolean refused;

    ApnsProviderToken(ECPrivateKey key, String keyId, String teamId) {
        this.key = key;
        this.keyId = keyId;
        this.teamId = teamId;
    }

    synchronized String at(Instant now) {
        Issued known = issued;
        if (known != null) {
            Duration age = Duration.between(known.at, now);
            if (age.compareTo(refused ? LEAST_AGE : RENEW_AFTER) < 0) {
                return known.value;
            }
        }
        Issued fresh = new Issued(sign(now), now);
        issued = fresh;
        refused = false;
        return fresh.value;
    }

    /// APNs called the token expired: a new one is made as soon as Apple takes one.
    synchronized void forget() {
        refused = true;
    }

    private String sign(Instant now) {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(keyId).build(),
                new JWTClaimsSet.Builder()
                        .issuer(teamId)
                        .issueTime(Date.from(now))
                        .build());
        try {
            jwt.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("The APNs provider token could not be signed", e);
        }
        return jwt.serialize();
    }

    private record Issued(String value, Instant at) {}
}
