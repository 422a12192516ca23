package vn.kyso.pades.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.Certification;

/// What is to be thought of a file.
///
/// @param sha256 of all its bytes
/// @param revisions 0 if they can't be told
/// @param certification what the file's certification still allows
/// @param findings about the file as a whole
/// @param signatures the oldest revision first
public record Verification(
        long size,
        byte[] sha256,
        int revisions,
        @Nullable Certification certification,
        List<Finding> findings,
        List<SignatureReport> signatures) {
    public Verification {
        sha256 = sha256.clone();
        findings = List.copyOf(findings);
        signatures = List.copyOf(signatures);
    }

    /// In one word.
    public enum Outcome {
        /// Each signature is TOTAL-PASSED.
        VALID,
        /// One at least is TOTAL-FAILED.
        NOT_VALID,
        /// None failed, but one at least is INDETERMINATE.
        UNKNOWN,
        NOT_SIGNED;

        public String text() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    public Outcome outcome() {
        Indication worst = java.util.stream.Stream.concat(
                        findings.stream().map(Finding::indication),
                        signatures.stream().map(SignatureReport::indication))
                .max(Indication::compareTo)
                .orElse(Indication.TOTAL_PASSED);
        return switch (worst) {
            case TOTAL_FAILED -> Outcome.NOT_VALID;
            case INDETERMINATE -> Outcome.UNKNOWN;
            case TOTAL_PASSED -> signatures.isEmpty() ? Outcome.NOT_SIGNED : Outcome.VALID;
        };
    }

    @Override
    public byte[] sha256() {
        return sha256.clone();
    }
}
