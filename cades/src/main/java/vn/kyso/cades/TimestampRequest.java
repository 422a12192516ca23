package vn.kyso.cades;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampToken;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.TimestampInvalidException.Fault;

/// A timestamp wanted over a SHA-256 digest (RFC 3161, 2.4.1): the TSA's certificate asked for, a nonce of 64 bits.
public final class TimestampRequest {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] imprint;
    private final BigInteger nonce;
    private final @Nullable String policy;

    private TimestampRequest(byte[] imprint, BigInteger nonce, @Nullable String policy) {
        if (imprint.length != 32) {
            throw new IllegalArgumentException("A SHA-256 digest has 32 bytes");
        }
        this.imprint = imprint.clone();
        this.nonce = nonce;
        this.policy = policy;
    }

    /// @param policy dotted OID, or null to leave it to the TSA
    public static TimestampRequest of(byte[] sha256, @Nullable String policy) {
        // The top bit keeps it at 64 bits; some TSAs refuse a nonce that starts with zero bytes.
        return new TimestampRequest(sha256, new BigInteger(64, RANDOM).setBit(63), policy);
    }

    public byte[] imprint() {
        return imprint.clone();
    }

    public BigInteger nonce() {
        return nonce;
    }

    /// The dotted OID of the policy asked for, if any.
    public @Nullable String policy() {
        return policy;
    }

    /// The TimeStampReq.
    public byte[] der() {
        TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
        generator.setCertReq(true);
        if (policy != null) {
            generator.setReqPolicy(new ASN1ObjectIdentifier(policy));
        }
        try {
            return generator
                    .generate(NISTObjectIdentifiers.id_sha256, imprint, nonce)
                    .getEncoded();
        } catch (IOException e) {
            throw new IllegalStateException("A request of known fields can't be encoded", e);
        }
    }

    /// The token in a TimeStampResp, if it grants this very request: status, imprint, nonce and policy are checked;
    /// the token itself is not yet verified.
    public TimestampToken tokenIn(byte[] response) throws TimestampInvalidException {
        TimeStampResponse parsed;
        try {
            parsed = new TimeStampResponse(response);
        } catch (TSPException | IOException | RuntimeException e) {
            // BouncyCastle reports structures it can't read by several unchecked exceptions.
            throw new TimestampInvalidException(Fault.MALFORMED, "Not a timestamp response", e);
        }
        // 0 granted, 1 granted with modifications (RFC 3161, 2.4.2)
        if (parsed.getStatus() != 0 && parsed.getStatus() != 1) {
            throw new TimestampInvalidException(
                    Fault.REJECTED,
                    "The TSA refused with status " + parsed.getStatus()
                            + (parsed.getFailInfo() == null
                                    ? ""
                                    : ", failure info " + parsed.getFailInfo().intValue()));
        }
        TimeStampToken inside = parsed.getTimeStampToken();
        if (inside == null) {
            throw new TimestampInvalidException(Fault.MALFORMED, "Granted, but without a token");
        }
        TimestampToken token;
        try {
            token = TimestampToken.of(inside.getEncoded());
        } catch (IOException e) {
            throw new TimestampInvalidException(Fault.MALFORMED, "Not a timestamp token", e);
        }
        check(token);
        return token;
    }

    /// Whether a token answers this request.
    void check(TimestampToken token) throws TimestampInvalidException {
        if (!token.imprintAlgorithm().equals(NISTObjectIdentifiers.id_sha256.getId())
                || !Arrays.equals(token.imprint(), imprint)) {
            throw new TimestampInvalidException(Fault.IMPRINT, "The token stamps another digest");
        }
        if (!token.nonce().map(nonce::equals).orElse(false)) {
            throw new TimestampInvalidException(Fault.NONCE, "The token answers another request");
        }
        if (policy != null && !policy.equals(token.policy())) {
            throw new TimestampInvalidException(Fault.POLICY, "Stamped under policy " + token.policy());
        }
    }
}
