package vn.kyso.signing.authenticator;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import java.text.ParseException;
import java.util.Map;
import vn.kyso.approval.ActivationCode;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;

/// A phone's key for one answer: a code travels to the phone through the gateway, which must not learn it. The phone
/// keeps the private half and forgets it with the answer.
final class CodeKey {
    private final ECKey key;

    private CodeKey(ECKey key) {
        this.key = key;
    }

    /// @throws ProblemException `invalid-field` unless it is a public P-256 key, as JWK (RFC 7517)
    static CodeKey of(Map<String, Object> jwk) {
        try {
            // The parser also refuses a point that is not on the curve.
            if (JWK.parse(jwk) instanceof ECKey ec && ec.getCurve().equals(Curve.P_256) && !ec.isPrivate()) {
                return new CodeKey(ec);
            }
        } catch (ParseException | IllegalArgumentException _) {
            throw notAKey();
        }
        throw notAKey();
    }

    private static ProblemException notAKey() {
        return new ProblemException(ProblemType.INVALID_FIELD, "The key for the code is a public P-256 key as JWK.")
                .with("field", "codeKey");
    }

    /// RFC 7638, base64url.
    String thumbprint() {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("A parsed key has a thumbprint", e);
        }
    }

    /// The code as it is typed, in a JWE (RFC 7516) that this key alone opens: ECDH-ES and A256GCM (RFC 7518, 4.6,
    /// 5.3).
    String encrypt(ActivationCode code) {
        JWEObject encrypted =
                new JWEObject(new JWEHeader(JWEAlgorithm.ECDH_ES, EncryptionMethod.A256GCM), new Payload(code.typed()));
        try {
            encrypted.encrypt(new ECDHEncrypter(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("A code could not be encrypted", e);
        }
        return encrypted.serialize();
    }
}
