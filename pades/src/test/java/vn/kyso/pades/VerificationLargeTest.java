package vn.kyso.pades;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kyso.cades.Certificates;
import vn.kyso.pades.verify.NotAPdfException;
import vn.kyso.pades.verify.SignedPdfVerifier;
import vn.kyso.pades.verify.StatusSource;

/// A signed document larger than any heap it is verified in.
class VerificationLargeTest {
    @TempDir
    private Path folder;

    /// What runs in the small heap: signs the file, verifies it, and ends with 0 if its bytes stand.
    static final class InASmallHeap {
        private InASmallHeap() {}

        public static void main(String[] args) throws IOException, NotAPdfException {
            LargeFileTest.InASmallHeap.main(args);
            Path pdf = Path.of(args[0]);
            X509Certificate root = Certificates.parse(Files.readAllBytes(pdf.resolveSibling("root.der")));
            try (PdfSource source = PdfSource.of(pdf)) {
                boolean intact = new SignedPdfVerifier(
                                List.of(root), StatusSource.NONE, InstantSource.system(), Duration.ofMinutes(5))
                        .verify(source)
                        .signatures()
                        .getFirst()
                        .intact();
                System.exit(intact ? 0 : 1);
            }
        }
    }

    @Test
    @Tag("long")
    void fourHundredMegabytesAreVerifiedInAHeapOfSixtyFour() throws IOException, InterruptedException {
        Path pdf = folder.resolve("large.pdf");
        LargeFileTest.write(pdf);
        LargeFileTest.runInAHeapOfSixtyFour(InASmallHeap.class, pdf);
    }
}
