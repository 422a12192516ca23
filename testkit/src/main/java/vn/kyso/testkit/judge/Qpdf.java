package vn.kyso.testkit.judge;

import java.nio.file.Path;
import java.util.List;

/// `qpdf --check`: the file's structure, without a word on signatures.
public final class Qpdf {
    private static final int ERRORS = 2;

    private Qpdf() {}

    public static Verdict judge(Path pdf) {
        Tool.Result result = Tool.run(List.of("qpdf", "--check", pdf.toString()));
        return new Verdict("qpdf", result.exit() == 0, List.of(), result.output());
    }

    /// For files that had warnings before they were signed: no errors.
    public static Verdict judgeLeniently(Path pdf) {
        Tool.Result result = Tool.run(List.of("qpdf", "--check", pdf.toString()));
        return new Verdict("qpdf", result.exit() != ERRORS, List.of(), result.output());
    }
}
