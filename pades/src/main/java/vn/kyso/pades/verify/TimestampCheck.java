package vn.kyso.pades.verify;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.CmsInspection;
import vn.kyso.cades.CmsInvalidException;
import vn.kyso.cades.TimestampInvalidException;
import vn.kyso.cades.TimestampToken;
import vn.kyso.cades.TimestampVerifier;
import vn.kyso.cades.VerifiedTimestamp;

/// Whether a timestamp token proves its time: what it stamps, its signature, its authority's certificate and status.
final class TimestampCheck {
    private static final Set<String> STRONG =
            Set.of("SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512");

    private final @Nullable TimestampVerifier verifier;
    private final CertificateCheck certificates;

    TimestampCheck(
            Collection<X509Certificate> anchors, CertificateCheck certificates, Clock clock, Duration tolerance) {
        this.verifier = anchors.isEmpty() ? null : new TimestampVerifier(anchors, clock, tolerance);
        this.certificates = certificates;
    }

    /// The digest of what is to be stamped.
    interface Stamped {
        byte[] digest(String algorithm) throws java.io.IOException;
    }

    /// @param findings what is wrong; none if it holds
    /// @param intact whether it stamps what it should, and its signature holds, whoever made it
    record Result(Instant time, List<CertificateFacts> chain, boolean intact, List<Finding> findings) {
        boolean holds() {
            return findings.isEmpty();
        }
    }

    /// @param until when the token is known to have existed at the latest: its authority's certificate must have been
    ///     valid until then
    Result check(
            TimestampToken token,
            Stamped stamped,
            Collection<X509Certificate> issuers,
            SecurityStoreData store,
            Instant until)
            throws java.io.IOException {
        Instant time = token.genTime();
        Optional<String> algorithm =
                CmsInspection.digestName(token.imprintAlgorithm()).filter(STRONG::contains);
        if (algorithm.isEmpty()) {
            return failed(time, Finding.Code.ALGORITHM_WEAK, "The timestamp's hash algorithm is too weak or not known");
        }
        if (verifier == null) {
            return failed(time, Finding.Code.TIMESTAMP_UNTRUSTED, "No time-stamp authority is trusted");
        }
        VerifiedTimestamp verified;
        List<X509Certificate> inside;
        try {
            CmsInspection.requireConsistent(token);
            inside = TimestampVerifier.certificatesIn(token);
            verified = verifier.verify(token, stamped.digest(algorithm.get()), issuers);
        } catch (CmsInvalidException e) {
            return failed(time, Finding.Code.TIMESTAMP_INVALID, "A timestamp does not hold: " + e.getMessage());
        } catch (TimestampInvalidException e) {
            return switch (e.fault()) {
                case CHAIN, CERTIFICATE ->
                    failed(time, Finding.Code.TIMESTAMP_UNTRUSTED, "The timestamp's authority is not trusted");
                default -> failed(time, Finding.Code.TIMESTAMP_INVALID, "A timestamp does not hold: " + e.getMessage());
            };
        }
        X509Certificate authority = verified.chain().getFirst();
        List<X509Certificate> more = new ArrayList<>(issuers);
        more.addAll(verified.chain());
        CertificateCheck.Result chain = certificates.at(authority, more, store, time, true);
        List<Finding> findings = new ArrayList<>(chain.findings());
        more.addAll(inside);
        CertificateCheck.stranger(inside, more, chain.chain()).ifPresent(findings::add);
        if (until.isAfter(authority.getNotAfter().toInstant())) {
            findings.add(Finding.of(
                    Finding.Code.TIMESTAMP_UNTRUSTED,
                    "The time-stamp authority's certificate has expired, and no later timestamp covers this one"));
        }
        return new Result(time, chain.chain(), true, findings);
    }

    private static Result failed(Instant time, Finding.Code code, String detail) {
        return new Result(time, List.of(), false, List.of(Finding.of(code, detail)));
    }
}
