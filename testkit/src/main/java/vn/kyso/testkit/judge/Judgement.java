package vn.kyso.testkit.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// What five programs that we did not write say of a PDF.
public record Judgement(Verdict pdfsig, Verdict mutool, Verdict qpdf, Verdict openssl, Verdict dss) {
    /// Whose the certificates are is judged by `openssl` and DSS alone; see [PdfSig#judgeSignatures].
    public static Judgement of(byte[] pdf, Trust trust) {
        return of(pdf, trust, PdfSig::judgeSignatures);
    }

    /// Of a PKI whose status `pdfsig` can ask for: it judges the certificates as well.
    public static Judgement ofReachablePki(byte[] pdf, Trust trust) {
        return of(pdf, trust, file -> PdfSig.judge(file, trust));
    }

    private static Judgement of(byte[] pdf, Trust trust, Function<Path, Verdict> pdfsig) {
        try {
            Path file = Files.createTempFile("kyso-judged-", ".pdf");
            try {
                Files.write(file, pdf);
                return new Judgement(
                        pdfsig.apply(file),
                        MuTool.judge(file),
                        Qpdf.judge(file),
                        OpensslCms.judge(file, trust),
                        DssJudge.judge(file, trust));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All of them accept the file, and none of those that look at signatures does any more once a byte is flipped that
    /// the last signature covers; nor does `qpdf` once the file's end leads elsewhere.
    ///
    /// @return what they say of the sound file
    public static Judgement acceptedUntilAByteIsFlipped(byte[] pdf, Trust trust) {
        Judgement sound = of(pdf, trust);
        sound.acceptedByAll();
        String text = new String(pdf, StandardCharsets.ISO_8859_1);
        of(flipped(pdf, after(text, "/M (D:20")), trust).signatureRefusedByAll();
        of(flipped(pdf, after(text, "startxref\n")), trust).structureRefused();
        return sound;
    }

    /// The place after the text's last occurrence.
    private static int after(String text, String what) {
        int at = text.lastIndexOf(what);
        assertThat(at).as("the file has " + what).isNotNegative();
        return at + what.length();
    }

    private static byte[] flipped(byte[] pdf, int at) {
        byte[] changed = pdf.clone();
        changed[at] ^= 1;
        return changed;
    }

    public void acceptedByAll() {
        for (Verdict verdict : List.of(pdfsig, mutool, qpdf, openssl, dss)) {
            assertThat(verdict.accepted())
                    .as(verdict.judge() + ":\n" + verdict.output())
                    .isTrue();
        }
    }

    /// @param level of every signature, such as `B-T`
    public void acceptedByAll(String level) {
        acceptedByAll();
        assertThat(dss.signatures())
                .allSatisfy(s -> assertThat(s.level()).isEqualTo("PAdES-BASELINE-" + level.substring("B-".length())));
    }

    /// By all that look at signatures; `qpdf` looks at structure alone.
    public void signatureRefusedByAll() {
        for (Verdict verdict : List.of(pdfsig, mutool, openssl, dss)) {
            assertThat(verdict.accepted())
                    .as(verdict.judge() + ":\n" + verdict.output())
                    .isFalse();
        }
    }

    public void structureRefused() {
        assertThat(qpdf.accepted()).as(qpdf.output()).isFalse();
    }

    public int signatures() {
        return dss.signatures().size();
    }
}
