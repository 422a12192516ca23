package vn.kyso.document.document;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;
import vn.kyso.pades.IntakeResult;
import vn.kyso.pades.PdfOutline;
import vn.kyso.pades.PdfSource;
import vn.kyso.pades.Refusal;

/// Reads what is damaged or unusually complex in a JVM of its own ([IntakeApartMain]), because such a file may be made
/// to take all the memory and time there is: there it ends that JVM, and is refused.
@Component
class IntakeApart {
    private static final Logger LOG = LoggerFactory.getLogger(IntakeApart.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final int BUFFER_BYTES = 64 * 1024;

    /// Beside three times the file: a copy, its repaired form, and what is unpacked of it.
    private static final long ROOM_BYTES = 64L << 20;

    /// What tells a JVM how paths are encoded.
    private static final Set<String> LOCALE = Set.of("LANG", "LC_ALL", "LC_CTYPE");

    private final DocumentSettings settings;

    /// One at a time: its memory comes on top of this JVM's. Tenants take turns.
    private final Places places = new Places(1, 1);

    IntakeApart(DocumentSettings settings) {
        this.settings = settings;
    }

    /// @param folder of [WorkFolder], for what is made on the way; a repaired file is `repaired.pdf` in it
    /// @throws ProblemException `service-unavailable` where too many wait already
    IntakeResult read(String tenant, PdfSource source, Path folder) throws IOException {
        try (Places.Place _ = turn(tenant)) {
            copy(source, folder.resolve(IntakeApartMain.SOURCE));
            Files.createDirectories(folder.resolve("tmp"));
            Process process = start(folder);
            try {
                return awaited(process, folder, 3 * source.size() + ROOM_BYTES) ? result(process, folder) : beyond();
            } finally {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while a file was read apart", e);
        }
    }

    /// For tests as well: as long as it is held, nobody's file is read.
    Places.Place turn(String tenant) throws InterruptedException {
        return places.take(tenant, settings.apartWaitAtMost())
                .orElseThrow(() -> new ProblemException(
                        ProblemType.SERVICE_UNAVAILABLE,
                        "The file is damaged or very complex, and too many such files are being read; try again in a"
                                + " moment"));
    }

    private static void copy(PdfSource source, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to);
                WritableByteChannel channel = Channels.newChannel(out)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            for (long at = 0; at < source.size(); at += buffer.limit()) {
                source.read(at, buffer.clear());
                channel.write(buffer.flip());
                if (buffer.limit() == 0) {
                    throw new IOException("A file that is shorter than it was");
                }
            }
        }
    }

    private Process start(Path folder) throws IOException {
        ProcessBuilder jvm = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + settings.apartHeap().toMegabytes() + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:-UsePerfData",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.awt.headless=true",
                        "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        IntakeApartMain.class.getName(),
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        // The service's secrets are in its environment; who reads a stranger's file needs none of them.
        jvm.environment().keySet().retainAll(LOCALE);
        return jvm.start();
    }

    /// Whether it ended by itself, within its time and room.
    private boolean awaited(Process process, Path folder, long roomBytes) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + settings.apartWithin().toNanos();
        while (System.nanoTime() < deadline) {
            if (process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
            if (size(folder) > roomBytes) {
                return false;
            }
        }
        return false;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private IntakeResult result(Process process, Path folder) throws IOException {
        Path answer = folder.resolve(IntakeApartMain.ANSWER);
        if (process.exitValue() != 0 || !Files.exists(answer)) {
            LOG.info("A file ended the JVM that it was read in, with {}", process.exitValue());
            return beyond();
        }
        String[] said = Files.readString(answer, StandardCharsets.UTF_8).split("\t", 2);
        return switch (said[0]) {
            case "accepted" -> new IntakeResult.Accepted(outline(folder));
            case "repaired" -> new IntakeResult.Repaired(outline(folder));
            default -> new IntakeResult.Refused(new Refusal(Refusal.Reason.valueOf(said[0]), said[1]));
        };
    }

    private static PdfOutline outline(Path folder) throws IOException {
        return PdfOutline.fromBytes(Files.readAllBytes(folder.resolve(IntakeApartMain.OUTLINE)));
    }

    private IntakeResult beyond() {
        return new IntakeResult.Refused(new Refusal(
                Refusal.Reason.DOCUMENT_TOO_COMPLEX,
                "The document is damaged or very complex, and takes more than "
                        + settings.apartWithin().toSeconds() + " seconds or "
                        + settings.apartHeap().toMegabytes() + " MB of memory to read"));
    }
}
