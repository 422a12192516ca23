package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kyso.testkit.TestPki;
import vn.kyso.testkit.judge.PdfSig;
import vn.kyso.testkit.judge.Trust;

/// A document larger than any heap it is signed in.
class LargeFileTest {
    private static final long STREAM_BYTES = 400L << 20;

    @TempDir
    private Path folder;

    /// What runs in the small heap: signs the file in place, with a PKI of its own, and leaves the root beside it.
    static final class InASmallHeap {
        private InASmallHeap() {}

        public static void main(String[] args) throws IOException {
            Path pdf = Path.of(args[0]);
            TestPki pki = TestPki.now();
            try (PdfSource source = PdfSource.of(pdf)) {
                PdfOutline outline =
                        ((IntakeResult.Accepted) Intake.read(source, pdf.resolveSibling("repaired.pdf"))).outline();
                SignatureSpec spec =
                        Signing.spec(Placement.onPage(1, new Rectangle(72, 72, 200, 60)), pki.p256(), true);
                PreparedSignature prepared = ((PrepareResult.Prepared) Preparation.prepare(outline, spec)).signature();
                IncrementResult result = Completion.complete(
                        outline,
                        prepared,
                        pki.timestampedCms(pki.p256(), prepared.digest()),
                        pki.p256().certificate());
                Files.write(pdf, ((IncrementResult.Appended) result).increment(), StandardOpenOption.APPEND);
                Files.write(pdf.resolveSibling("root.der"), vn.kyso.cades.Certificates.der(pki.root()));
            }
        }
    }

    /// Ends with the test if the program fails, or needs longer than two minutes.
    static void runInAHeapOfSixtyFour(Class<?> program, Path pdf) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        program.getName(),
                        pdf.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    @Tag("long")
    void fourHundredMegabytesAreSignedInAHeapOfSixtyFour() throws IOException, InterruptedException {
        Path pdf = folder.resolve("large.pdf");
        write(pdf);
        runInAHeapOfSixtyFour(InASmallHeap.class, pdf);
        Trust trust = Trust.in(
                vn.kyso.cades.Certificates.parse(Files.readAllBytes(folder.resolve("root.der"))), java.util.List.of());
        assertThat(PdfSig.judge(pdf, trust))
                .satisfies(v -> assertThat(v.accepted()).as(v.toString()).isTrue());
    }

    static void write(Path pdf) throws IOException {
        try (OutputStream out = Files.newOutputStream(pdf)) {
            String head = "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n";
            String pages = "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n";
            String page = "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n";
            String stream = "4 0 obj\n<</Length " + STREAM_BYTES + ">>\nstream\n";
            String end = "\nendstream\nendobj\n";
            out.write((head + pages + page + stream).getBytes(StandardCharsets.US_ASCII));
            byte[] block = new byte[1 << 20];
            java.util.Arrays.fill(block, (byte) 'x');
            for (long written = 0; written < STREAM_BYTES; written += block.length) {
                out.write(block);
            }
            long pagesAt = head.length();
            long pageAt = pagesAt + pages.length();
            long streamAt = pageAt + page.length();
            long xref = streamAt + stream.length() + STREAM_BYTES + end.length();
            StringBuilder tail = new StringBuilder(end).append("xref\n0 5\n0000000000 65535 f \n");
            for (long offset : new long[] {head.indexOf("1 0 obj"), pagesAt, pageAt, streamAt}) {
                tail.append(String.format(java.util.Locale.ROOT, "%010d 00000 n \n", offset));
            }
            tail.append("trailer\n<</Root 1 0 R/Size 5>>\nstartxref\n")
                    .append(xref)
                    .append("\n%%EOF\n");
            out.write(tail.toString().getBytes(StandardCharsets.US_ASCII));
        }
    }
}
