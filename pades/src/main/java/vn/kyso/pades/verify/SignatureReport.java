package vn.kyso.pades.verify;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.Certification;

/// All there is to say of one signature or document timestamp.
///
/// @param field fully qualified
/// @param page on which its field is, from 1; 0 for none
/// @param level what is in the file and holds; null if no PAdES baseline level
/// @param chain the signer's (or TSA's) certificate first; only that one where no anchor was reached; empty if it is
///     missing
/// @param claimedAt the signer's word
/// @param provenAt the oldest moment at which it is proven to have existed; null if only now
/// @param intact whether ByteRange, digest and signature value hold
/// @param algorithm such as `SHA-256 with RSA 2048`
public record SignatureReport(
        String field,
        int page,
        boolean timestamp,
        String subFilter,
        List<Finding> findings,
        @Nullable Level level,
        List<CertificateFacts> chain,
        @Nullable Instant claimedAt,
        @Nullable Instant provenAt,
        @Nullable String reason,
        @Nullable String location,
        @Nullable Certification certification,
        boolean intact,
        boolean trusted,
        Coverage coverage,
        @Nullable String algorithm,
        List<Stamped> timestamps) {
    public SignatureReport {
        findings = List.copyOf(findings);
        chain = List.copyOf(chain);
        timestamps = List.copyOf(timestamps);
    }

    /// PAdES baseline levels (ETSI EN 319 142-1, 6).
    public enum Level {
        B_B,
        B_T,
        B_LT,
        B_LTA;

        public String text() {
            return name().replace('_', '-');
        }
    }

    /// What of the file it covers.
    ///
    /// @param revision from 1; 0 if its ByteRange ends with none
    public record Coverage(int revision, long bytes, boolean wholeFile, List<Change> changesAfter) {
        public Coverage {
            changesAfter = List.copyOf(changesAfter);
        }
    }

    /// A timestamp over this signature.
    ///
    /// @param document whether a document timestamp of a later revision
    /// @param tsa subject of its certificate; null if that can't be read
    public record Stamped(
            boolean document, Instant time, @Nullable String tsa, boolean holds) {}

    public Indication indication() {
        return findings.stream()
                .map(Finding::indication)
                .max(Indication::compareTo)
                .orElse(Indication.TOTAL_PASSED);
    }

    /// Of the first finding that decides.
    public @Nullable SubIndication subIndication() {
        Indication worst = indication();
        return findings.stream()
                .filter(f -> f.indication() == worst && f.subIndication() != null)
                .map(Finding::subIndication)
                .findFirst()
                .orElse(null);
    }
}
