package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import vn.kyso.testkit.judge.DssJudge;
import vn.kyso.testkit.judge.MuTool;
import vn.kyso.testkit.judge.OpensslCms;
import vn.kyso.testkit.judge.PdfSig;
import vn.kyso.testkit.judge.Qpdf;
import vn.kyso.testkit.judge.Trust;
import vn.kyso.testkit.judge.Verdict;

/// What five programs that we did not write say of a PDF, trusting the root that `kyso ca` prints.
public record Judgement(Verdict pdfsig, Verdict mutool, Verdict qpdf, Verdict openssl, Verdict dss) {
    public static Judgement of(byte[] pdf) {
        Trust trust = Trust.in(root(), List.of(crl("root"), crl("issuing")));
        try {
            Path file = Files.createTempFile("kyso-judged-", ".pdf");
            try {
                Files.write(file, pdf);
                return new Judgement(
                        PdfSig.judge(file, trust),
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

    public void acceptedByAll(String level) {
        for (Verdict verdict : List.of(pdfsig, mutool, qpdf, openssl, dss)) {
            assertThat(verdict.accepted())
                    .as(verdict.judge() + ":\n" + verdict.output())
                    .isTrue();
        }
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

    private static X509Certificate root() {
        Platform.Said said = Platform.running().kyso("ca");
        assertThat(said.exitCode()).isZero();
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(said.output().getBytes(StandardCharsets.UTF_8)));
        } catch (CertificateException e) {
            throw new AssertionError("kyso ca printed no certificate: " + said.output(), e);
        }
    }

    private static byte[] crl(String ca) {
        return Http.send(HttpRequest.newBuilder(Platform.running().url().resolve("/pki/crl/" + ca + ".crl"))
                        .GET())
                .expecting(200)
                .body();
    }
}
