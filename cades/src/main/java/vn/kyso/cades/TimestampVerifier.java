package vn.kyso.cades;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.tsp.TSPException;
import org.bouncycastle.tsp.TSPValidationException;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.util.Store;
import vn.kyso.cades.TimestampInvalidException.Fault;

/// Decides whether a timestamp token is believed: its imprint, its TSA certificate (sole and critical extended key
/// usage `timeStamping`, RFC 3161 2.3), signing-certificate attribute and signature, a chain to one of the given
/// anchors at the time it claims, and that time against the clock. Whether the TSA's certificate was revoked is asked
/// of its CA, by [OcspCheck] and [CrlCheck]. Safe for use by many threads.
public final class TimestampVerifier {
    private static final String TIME_STAMPING = "1.3.6.1.5.5.7.3.8";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";

    private final CertificatePaths paths;
    private final Clock clock;
    private final Duration tolerance;

    /// @param tolerance how far a fresh token's time may be from the clock, either way
    public TimestampVerifier(Collection<X509Certificate> anchors, Clock clock, Duration tolerance) {
        this.paths = new CertificatePaths(anchors);
        this.clock = clock;
        this.tolerance = tolerance;
    }

    /// A token that was just asked for.
    public VerifiedTimestamp verifyFresh(TimestampToken token, TimestampRequest request)
            throws TimestampInvalidException {
        request.check(token);
        Duration off = Duration.between(token.genTime(), clock.instant()).abs();
        if (off.compareTo(tolerance) > 0) {
            throw new TimestampInvalidException(Fault.TIME, "The TSA's time is off by " + off);
        }
        return verify(token, request.imprint());
    }

    /// A token from an archive: any time in the past (with the tolerance) counts, as long as its chain held then.
    public VerifiedTimestamp verify(TimestampToken token, byte[] sha256) throws TimestampInvalidException {
        if (!token.imprintAlgorithm().equals(NISTObjectIdentifiers.id_sha256.getId())) {
            throw new TimestampInvalidException(Fault.IMPRINT, "The token stamps no SHA-256 digest");
        }
        return verify(token, sha256, List.of());
    }

    /// The same for a token of whatever hash algorithm it says.
    ///
    /// @param digest by [TimestampToken#imprintAlgorithm()]
    /// @param more where issuers may be found besides in the token
    public VerifiedTimestamp verify(TimestampToken token, byte[] digest, Collection<X509Certificate> more)
            throws TimestampInvalidException {
        if (!Arrays.equals(token.imprint(), digest)) {
            throw new TimestampInvalidException(Fault.IMPRINT, "The token stamps another digest");
        }
        Instant genTime = token.genTime();
        if (genTime.isAfter(clock.instant().plus(tolerance))) {
            throw new TimestampInvalidException(Fault.TIME, "The token is from the future");
        }
        List<X509Certificate> inside = certificatesIn(token.parsed());
        X509Certificate tsa = tsaCertificate(token.parsed(), inside);
        requireTimeStampingOnly(tsa);
        try {
            token.parsed().validate(new JcaSimpleSignerInfoVerifierBuilder().build(tsa));
        } catch (TSPValidationException e) {
            throw new TimestampInvalidException(Fault.SIGNATURE, "The token does not hold: " + e.getMessage(), e);
        } catch (TSPException | OperatorCreationException | RuntimeException e) {
            throw new TimestampInvalidException(Fault.SIGNATURE, "The token can't be verified", e);
        }
        List<X509Certificate> issuers = new ArrayList<>(inside);
        issuers.addAll(more);
        List<X509Certificate> chain = paths.pathOf(tsa, issuers, genTime)
                .orElseThrow(() -> new TimestampInvalidException(
                        Fault.CHAIN, "No chain from " + tsa.getSubjectX500Principal() + " to a trusted anchor"));
        return new VerifiedTimestamp(genTime, token.policy(), token.serial(), chain);
    }

    private static void requireTimeStampingOnly(X509Certificate tsa) throws TimestampInvalidException {
        try {
            Set<String> critical = tsa.getCriticalExtensionOIDs();
            List<String> usages = tsa.getExtendedKeyUsage();
            if (critical == null
                    || !critical.contains(EXTENDED_KEY_USAGE)
                    || usages == null
                    || !usages.equals(List.of(TIME_STAMPING))) {
                throw new TimestampInvalidException(
                        Fault.CERTIFICATE, "timeStamping is not the only, critical extended key usage");
            }
        } catch (java.security.cert.CertificateParsingException e) {
            throw new TimestampInvalidException(Fault.CERTIFICATE, "The TSA's certificate can't be read", e);
        }
    }

    private static X509Certificate tsaCertificate(TimeStampToken token, List<X509Certificate> inside)
            throws TimestampInvalidException {
        Optional<X509Certificate> signer =
                inside.stream().filter(c -> token.getSID().match(holder(c))).findFirst();
        return signer.orElseThrow(
                () -> new TimestampInvalidException(Fault.CERTIFICATE, "The TSA's certificate is not inside"));
    }

    /// The certificates that travel with a token; nothing is verified.
    public static List<X509Certificate> certificatesIn(TimestampToken token) throws TimestampInvalidException {
        return certificatesIn(token.parsed());
    }

    private static List<X509Certificate> certificatesIn(TimeStampToken token) throws TimestampInvalidException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            Store<X509CertificateHolder> store = token.getCertificates();
            for (X509CertificateHolder holder : store.getMatches(null)) {
                certificates.add(Certificates.parse(holder.getEncoded()));
            }
        } catch (java.io.IOException | RuntimeException e) {
            // BouncyCastle reports structures it can't read by several unchecked exceptions.
            throw new TimestampInvalidException(Fault.CERTIFICATE, "A certificate in the token can't be read", e);
        }
        return certificates;
    }

    private static X509CertificateHolder holder(X509Certificate certificate) {
        try {
            return new X509CertificateHolder(Certificates.der(certificate));
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException("A certificate without an encoding", e);
        }
    }
}
