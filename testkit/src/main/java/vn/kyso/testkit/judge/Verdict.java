package vn.kyso.testkit.judge;

import java.util.List;

/// What a judge says of a PDF.
///
/// @param judge its name
/// @param accepted whether it finds nothing wrong, and at least one signature where it looks for any
/// @param signatures one each, in its order; empty for judges of the file's structure
/// @param output all it said, for whoever reads a failed test
public record Verdict(String judge, boolean accepted, List<SignatureVerdict> signatures, String output) {
    public Verdict {
        signatures = List.copyOf(signatures);
    }

    /// @param level such as `PAdES-BASELINE-B`, where the judge recognises one; empty otherwise
    /// @param indication in the judge's own words
    public record SignatureVerdict(boolean valid, String level, String indication) {}
}
