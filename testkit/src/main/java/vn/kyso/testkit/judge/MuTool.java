package vn.kyso.testkit.judge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vn.kyso.testkit.judge.Verdict.SignatureVerdict;

/// `mutool sign -v` of MuPDF: each signature must hold over the bytes that it covers. It trusts no root but its own, so
/// its word on the certificate does not count; and it calls whatever it does not know, such as a DSS dictionary, an
/// edit since signing, so only [#unchanged] asks for that.
public final class MuTool {
    private static final String UNCHANGED = "The document is unchanged since signing";
    private static final String EDITED = "The signature is valid but there have been edits since signing";

    private MuTool() {}

    /// Whether it sees nothing that came after each signature but further signatures.
    public static boolean unchanged(Verdict verdict) {
        return verdict.accepted()
                && verdict.signatures().stream().allMatch(s -> s.indication().contains(UNCHANGED));
    }

    public static Verdict judge(Path pdf) {
        Tool.Result result = Tool.run(List.of("mutool", "sign", "-v", pdf.toString()));
        List<SignatureVerdict> signatures = new ArrayList<>();
        for (String part : result.output().split("(?=Verifying signature)")) {
            // Said of empty fields, and of document timestamps, which it does not know.
            boolean notItsKind = part.contains("Signature is not signed");
            if (!notItsKind && part.startsWith("Verifying signature")) {
                boolean valid = part.contains(UNCHANGED) || part.contains(EDITED);
                signatures.add(new SignatureVerdict(valid, "", part.strip()));
            }
        }
        boolean accepted = result.exit() == 0
                && !signatures.isEmpty()
                && signatures.stream().allMatch(SignatureVerdict::valid);
        return new Verdict("mutool", accepted, signatures, result.output());
    }
}
