package vn.kyso.testkit.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vn.kyso.testkit.judge.Verdict.SignatureVerdict;

/// `pdfsig` of poppler, its NSS trusting the given root: signature and certificate of each must be good. It does not
/// know document timestamps, and says so; those are left out of its verdict.
public final class PdfSig {
    private PdfSig() {}

    /// Asks the responders that the certificates name as well.
    public static Verdict judge(Path pdf, Trust trust) {
        return verdict(Tool.run(List.of("pdfsig", "-nssdir", "sql:" + trust.nssDatabase(), pdf.toString())), true);
    }

    /// The signatures alone, not their certificates: NSS believes no status but what it fetches itself.
    public static Verdict judgeSignatures(Path pdf) {
        return verdict(Tool.run(List.of("pdfsig", "-nocert", pdf.toString())), false);
    }

    private static Verdict verdict(Tool.Result result, boolean certificatesToo) {
        List<SignatureVerdict> signatures = new ArrayList<>();
        for (String part : result.output().split("Signature #[0-9]+:\\s*\\n", -1)) {
            boolean notItsKind = part.contains("Signature has not yet been verified");
            if (!notItsKind && part.contains("Signature Validation:")) {
                boolean valid = part.contains("Signature is Valid.")
                        && (!certificatesToo || part.contains("Certificate is Trusted."));
                signatures.add(new SignatureVerdict(valid, "", part.strip()));
            }
        }
        boolean accepted = result.exit() == 0
                && !signatures.isEmpty()
                && signatures.stream().allMatch(SignatureVerdict::valid);
        return new Verdict("pdfsig", accepted, signatures, result.output());
    }
}
