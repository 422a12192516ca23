package vn.kyso.benchmarks.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kyso.benchmarks.signer.Level;
import vn.kyso.benchmarks.signer.Outcome;
import vn.kyso.benchmarks.signer.Product;
import vn.kyso.cades.Certificates;
import vn.kyso.testkit.judge.PdfSig;
import vn.kyso.testkit.judge.Trust;
import vn.kyso.testkit.pdf.SamplePdf;

class CorpusRunTest {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(60);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void signsWhatItCanAndSaysOfTheRestWhyNot() throws IOException {
        byte[] sound = SamplePdf.onePage().withTable();
        write("in/sound.pdf", sound);
        write("in/deeper/streams.PDF", SamplePdf.withField().withStreams());
        write("in/cut.pdf", Arrays.copyOf(sound, sound.length - 40));
        write("in/letter.pdf", "To the editor".getBytes(StandardCharsets.US_ASCII));
        write("in/bomb.pdf", bomb());
        write("in/notes.txt", sound);

        Map<String, Outcome> outcomes = run(Level.B_LTA, true, LONG_ENOUGH);

        assertThat(outcomes).hasSize(5);
        assertThat(outcomes.get("sound"))
                .isInstanceOfSatisfying(
                        Outcome.Signed.class,
                        signed -> assertThat(signed.repaired()).isFalse());
        assertThat(outcomes.get("cut"))
                .isInstanceOfSatisfying(
                        Outcome.Signed.class,
                        signed -> assertThat(signed.repaired()).isTrue());
        assertThat(outcomes.get("deeper/streams")).isInstanceOf(Outcome.Signed.class);
        assertThat(reason(outcomes.get("letter"))).isEqualTo("NotAPdf");
        assertThat(reason(outcomes.get("bomb"))).isEqualTo("DocumentTooComplex");
        Trust trust = Trust.in(root(), List.of());
        for (String signed : List.of("sound", "cut", "deeper/streams")) {
            assertThat(PdfSig.judge(out().resolve(signed + ".pdf"), trust))
                    .satisfies(v -> assertThat(v.accepted()).as(v.toString()).isTrue());
        }
        assertThat(out().resolve("letter.pdf")).doesNotExist();
        assertThat(Files.readAllLines(out().resolve("results.tsv")))
                .hasSize(6)
                .anySatisfy(line -> assertThat(line).startsWith("sound\tsigned\t\t"))
                .anySatisfy(line -> assertThat(line).startsWith("letter\trefused\tNotAPdf\t"));
    }

    @Test
    void goesOnAfterAFileThatTakesTooLong() throws IOException {
        for (String name : List.of("first", "second", "third")) {
            write("in/" + name + ".pdf", SamplePdf.onePage().withTable());
        }
        // Shorter than a JVM needs to start.
        Map<String, Outcome> outcomes = run(Level.B_B, false, Duration.ofMillis(20));
        assertThat(outcomes.values())
                .hasSize(3)
                .allSatisfy(outcome -> assertThat(reason(outcome)).isEqualTo("TimeLimitExceeded"));
        assertThat(out().resolve("first.pdf")).doesNotExist();
    }

    /// A cross-reference stream of 300 MB in 300 KB.
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflate = new DeflaterOutputStream(data, new Deflater(9))) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 300; i++) {
                deflate.write(zeros);
            }
        }
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.writeBytes(("%PDF-1.7\n1 0 obj\n<</Type/XRef/W[1 4 2]/Size 1000/Root 2 0 R/Filter/FlateDecode/Length "
                        + data.size() + ">>\nstream\n")
                .getBytes(StandardCharsets.US_ASCII));
        pdf.writeBytes(data.toByteArray());
        pdf.writeBytes("\nendstream\nendobj\nstartxref\n9\n%%EOF\n".getBytes(StandardCharsets.US_ASCII));
        return pdf.toByteArray();
    }

    private Map<String, Outcome> run(Level level, boolean visible, Duration limit) throws IOException {
        List<CorpusFile> files = CorpusFile.below(folder.resolve("in"), out());
        return new CorpusRun(out(), new Job(Product.KYSO, level, visible), 2, limit).sign(files, new OfflinePki());
    }

    private Path out() {
        return folder.resolve("out");
    }

    private void write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, bytes);
    }

    private java.security.cert.X509Certificate root() throws IOException {
        String pem = Files.readString(out().resolve("root.pem"));
        return Certificates.parse(java.util.Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")));
    }

    private static String reason(@org.jspecify.annotations.Nullable Outcome outcome) {
        return outcome instanceof Outcome.Refused refused ? refused.reason() : String.valueOf(outcome);
    }
}
