package vn.kyso.cades;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenInfo;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.TimestampInvalidException.Fault;

/// An RFC 3161 timestamp token (a ContentInfo), readable but not yet believed: [TimestampVerifier] decides that.
public final class TimestampToken {
    private final byte[] der;
    private final @Nullable TimeStampToken parsed;

    private TimestampToken(byte[] der, @Nullable TimeStampToken parsed) {
        this.der = der;
        this.parsed = parsed;
    }

    /// Reads a token; nothing is verified.
    public static TimestampToken of(byte[] der) throws TimestampInvalidException {
        try {
            return new TimestampToken(der.clone(), new TimeStampToken(new CMSSignedData(der)));
        } catch (CMSException | TSPException | IOException | RuntimeException e) {
            // BouncyCastle reports structures it can't read by several unchecked exceptions.
            throw new TimestampInvalidException(Fault.MALFORMED, "Not a timestamp token", e);
        }
    }

    /// A stand-in for a token of this many bytes, to measure with.
    static TimestampToken ofSize(int bytes) {
        return new TimestampToken(new byte[bytes], null);
    }

    /// The token exactly as the TSA wrote it.
    public byte[] der() {
        return der.clone();
    }

    /// The digest that was stamped.
    public byte[] imprint() {
        return info().getMessageImprintDigest();
    }

    /// Dotted OID of the imprint's hash algorithm.
    public String imprintAlgorithm() {
        return info().getMessageImprintAlgOID().getId();
    }

    public Instant genTime() {
        return info().getGenTime().toInstant();
    }

    /// Dotted OID of the policy under which the TSA stamped.
    public String policy() {
        return info().getPolicy().getId();
    }

    public BigInteger serial() {
        return info().getSerialNumber();
    }

    public Optional<BigInteger> nonce() {
        return Optional.ofNullable(info().getNonce());
    }

    TimeStampToken parsed() {
        if (parsed == null) {
            throw new IllegalStateException("A stand-in for measuring has no content");
        }
        return parsed;
    }

    private TimeStampTokenInfo info() {
        return parsed().getTimeStampInfo();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimestampToken t && Arrays.equals(der, t.der);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(der);
    }
}
