package vn.kyso.frame.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.DpopProofs;
import vn.kyso.frame.ProblemException;

/// RFC 9449, section 4.3: the checks of a proof, in the order that leaves the only costly ones (signature,
/// database) to proofs that could be right.
final class DpopVerifier implements DpopProofs {
    /// A proof counts for a minute, for phones whose clock is a little off in either direction.
    private static final Duration WINDOW = Duration.ofSeconds(60);

    private static final int LONGEST_JTI = 256;

    private final URI publicUrl;
    private final SeenProofs seen;
    private final InstantSource clock;

    DpopVerifier(URI publicUrl, SeenProofs seen, InstantSource clock) {
        this.publicUrl = publicUrl;
        this.seen = seen;
        this.clock = clock;
    }

    @Override
    public Proof verify(HttpServletRequest request, @Nullable String accessToken) {
        try {
            return check(request, accessToken, null);
        } catch (Refusal refusal) {
            throw new ProblemException(refusal.type(), refusal.detail(), refusal);
        }
    }

    /// @throws Refusal unless the request has a proof by exactly that key
    void verify(HttpServletRequest request, String accessToken, String keyThumbprint) {
        check(request, accessToken, keyThumbprint);
    }

    private Proof check(HttpServletRequest request, @Nullable String accessToken, @Nullable String expectedKey) {
        SignedJWT proof = parse(onlyHeader(request));
        if (!new JOSEObjectType("dpop+jwt").equals(proof.getHeader().getType())
                || !JWSAlgorithm.ES256.equals(proof.getHeader().getAlgorithm())
                || proof.getHeader().getCriticalParams() != null) {
            throw Refusal.invalidProof("A proof has the type dpop+jwt and is signed with ES256.");
        }
        ECKey key = publicP256(proof.getHeader().getJWK());
        String thumbprint = thumbprint(key);
        if (expectedKey != null && !expectedKey.equals(thumbprint)) {
            throw Refusal.invalidProof("The proof is not by the key that the token is bound to.");
        }
        JWTClaimsSet claims = claims(proof);
        if (!request.getMethod().equals(claims.getClaim("htm"))
                || !sameAddress(claims.getClaim("htu"), request.getRequestURI())) {
            throw Refusal.invalidProof("The proof is for another method or address.");
        }
        Instant issued = issued(claims);
        Instant now = clock.instant();
        if (issued.isBefore(now.minus(WINDOW)) || issued.isAfter(now.plus(WINDOW))) {
            throw Refusal.invalidProof("The proof was not made within the last minute: check the device's clock.");
        }
        if (accessToken != null && !hash(accessToken).equals(claims.getClaim("ath"))) {
            throw Refusal.invalidProof("The proof is for another access token.");
        }
        String jti = claims.getJWTID();
        if (jti == null || jti.isBlank() || jti.length() > LONGEST_JTI) {
            throw Refusal.invalidProof("A proof has a jti of at most " + LONGEST_JTI + " characters.");
        }
        if (!signatureHolds(proof, key)) {
            throw Refusal.invalidProof("The proof's signature doesn't hold.");
        }
        if (!seen.first(thumbprint, jti, issued.plus(WINDOW))) {
            throw Refusal.invalidProof("The proof was used already.");
        }
        return new Proof(thumbprint);
    }

    private static String onlyHeader(HttpServletRequest request) {
        List<String> headers = Collections.list(request.getHeaders("DPoP"));
        if (headers.size() != 1) {
            throw Refusal.invalidProof("Exactly one DPoP header with a proof is needed.");
        }
        return headers.getFirst();
    }

    private static SignedJWT parse(String header) {
        try {
            return SignedJWT.parse(header);
        } catch (ParseException _) {
            throw Refusal.invalidProof("The proof is no signed JWT.");
        }
    }

    private static JWTClaimsSet claims(SignedJWT proof) {
        try {
            return proof.getJWTClaimsSet();
        } catch (ParseException _) {
            throw Refusal.invalidProof("The proof's claims can't be read.");
        }
    }

    private static Instant issued(JWTClaimsSet claims) {
        Date issued = claims.getIssueTime();
        if (issued == null) {
            throw Refusal.invalidProof("A proof says when it was made (iat).");
        }
        return issued.toInstant();
    }

    private static ECKey publicP256(@Nullable JWK key) {
        if (key instanceof ECKey ec && ec.getCurve().equals(Curve.P_256) && !ec.isPrivate()) {
            return ec;
        }
        throw Refusal.invalidProof("A proof carries the device's public P-256 key, and not its private one.");
    }

    private static boolean signatureHolds(SignedJWT proof, ECKey key) {
        try {
            return proof.verify(new ECDSAVerifier(key));
        } catch (JOSEException _) {
            return false;
        }
    }

    /// `htu` is compared with the public origin, not with the address the connection came to: behind the gateway the
    /// two differ, and a forwarded `Host` is nothing to trust. Query and fragment don't count (section 4.3, 9).
    private boolean sameAddress(@Nullable Object htu, String path) {
        if (!(htu instanceof String text)) {
            return false;
        }
        try {
            URI named = new URI(text);
            return named.getScheme() != null
                    && named.getHost() != null
                    && named.getUserInfo() == null
                    && named.getScheme().equalsIgnoreCase(publicUrl.getScheme())
                    && named.getHost().equalsIgnoreCase(publicUrl.getHost())
                    && port(named) == port(publicUrl)
                    && named.getRawPath().equals(path);
        } catch (URISyntaxException _) {
            return false;
        }
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().toLowerCase(Locale.ROOT).equals("https") ? 443 : 80;
    }

    private static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    private static String thumbprint(ECKey key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException("A parsed key has a thumbprint", e);
        }
    }

    @Override
    public String thumbprint(Map<String, Object> jwk) {
        try {
            if (JWK.parse(jwk) instanceof ECKey ec && ec.getCurve().equals(Curve.P_256) && !ec.isPrivate()) {
                // The point must be on the curve, or no proof by this key could ever be verified.
                ec.toECPublicKey();
                return thumbprint(ec);
            }
        } catch (ParseException | JOSEException | IllegalArgumentException _) {
            throw notAKey();
        }
        throw notAKey();
    }

    private static ProblemException notAKey() {
        return new ProblemException(ProblemType.INVALID_FIELD, "The device's key is a public P-256 key as JWK.")
                .with("field", "deviceKey");
    }
}
