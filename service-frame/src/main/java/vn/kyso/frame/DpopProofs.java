package vn.kyso.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Proofs that a caller holds a device's key (DPoP, RFC 9449), for handlers that are called before the device has a
/// token. [DeviceApi] handlers need nothing of this: their proof is verified before they are called.
public interface DpopProofs {
    /// Verifies the request's one `DPoP` header: type `dpop+jwt`, ES256 by the P-256 key it carries, this method,
    /// this path at the installation's public origin, made within the last minute, never used before.
    ///
    /// @param accessToken the token that the proof must name (`ath`), or null where the caller has none yet
    /// @return the key that the proof was made with; that it is the right one is for the caller to decide
    /// @throws ProblemException `unauthenticated` if the header is missing or doesn't hold
    Proof verify(HttpServletRequest request, @Nullable String accessToken);

    /// The SHA-256 thumbprint (RFC 7638) of a public P-256 key.
    ///
    /// @param jwk as it came in JSON
    /// @throws ProblemException `invalid-field` if it is no public P-256 key
    String thumbprint(Map<String, Object> jwk);

    /// @param keyThumbprint SHA-256 thumbprint (RFC 7638) of the proof's key, base64url
    record Proof(String keyThumbprint) {}
}
