package vn.kyso.frame;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;

/// Tokens with any claims, by any key, of any type.
final class Es256Tokens {
    private Es256Tokens() {}

    static String make(JWTClaimsSet claims, PrivateKey key, String type) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID("test-requester")
                            .type(new JOSEObjectType(type))
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner((ECPrivateKey) key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
