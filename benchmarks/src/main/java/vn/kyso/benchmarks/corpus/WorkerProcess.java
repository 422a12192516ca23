package vn.kyso.benchmarks.corpus;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import vn.kyso.benchmarks.signer.Outcome;
import vn.kyso.cades.Certificates;
import vn.kyso.cades.RevocationData;

/// A worker JVM as its run sees it: started when first needed, ended when a file takes it too long or it dies of one,
/// and then started anew. Used by one thread.
final class WorkerProcess implements AutoCloseable {
    /// Enough for the outline of the largest file that the reader's limits let through.
    private static final String HEAP = "-Xmx256m";

    private static final double MS = 1e6;

    private final Path scratch;
    private final OfflinePki pki;
    private final Job job;
    private final Duration limit;
    private final ScheduledExecutorService clock;
    private @Nullable Running running;

    private record Running(Process process, DataOutputStream out, DataInputStream in) {}

    /// @param scratch where a worker may leave things
    WorkerProcess(Path scratch, OfflinePki pki, Job job, Duration limit, ScheduledExecutorService clock) {
        this.scratch = scratch;
        this.pki = pki;
        this.job = job;
        this.limit = limit;
        this.clock = clock;
    }

    /// Signs one file into another, which holds something unfinished if the answer is a refusal.
    Outcome sign(Path pdf, Path into) throws IOException {
        Running worker = running();
        AtomicBoolean late = new AtomicBoolean();
        ScheduledFuture<?> end = clock.schedule(
                () -> {
                    late.set(true);
                    worker.process.destroyForcibly();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return converse(worker, pdf, into);
        } catch (IOException e) {
            // The worker is gone, by the clock or by itself; nothing else ends a conversation early.
            double cpu = cpuMs(worker.process);
            stop(worker);
            return late.get()
                    ? new Outcome.Refused("TimeLimitExceeded", "Not done within " + limit.toSeconds() + " s", cpu)
                    : new Outcome.Refused("DocumentTooComplex", "Reading it took all memory", cpu);
        } finally {
            end.cancel(false);
        }
    }

    private Outcome converse(Running worker, Path pdf, Path into) throws IOException {
        List<byte[]> request = new ArrayList<>(List.of(
                utf8(pdf.toAbsolutePath().toString()),
                utf8(into.toAbsolutePath().toString()),
                utf8(job.product().name()),
                utf8(job.level().name()),
                new byte[] {(byte) (job.visible() ? 1 : 0)}));
        pki.chain().forEach(certificate -> request.add(Certificates.der(certificate)));
        Frames.write(worker.out, Frames.SIGN, request);
        long answering = 0;
        while (true) {
            Frames.Frame frame = Frames.read(worker.in);
            long before = threadCpu();
            switch (frame.kind()) {
                case Frames.CMS_WANTED ->
                    answer(
                            worker,
                            List.of(pki.cms(
                                    frame.parts().getFirst(), job.level().timestamped())));
                case Frames.VALUE_WANTED ->
                    answer(worker, List.of(pki.value(frame.parts().getFirst())));
                case Frames.TOKEN_WANTED ->
                    answer(worker, List.of(pki.token(frame.parts().getFirst())));
                case Frames.STATUS_WANTED -> answer(worker, status(pki.status()));
                case Frames.SIGNED -> {
                    boolean repaired = frame.parts().get(1)[0] == 1;
                    return new Outcome.Signed(repaired, cpu(frame.parts().get(0), answering));
                }
                case Frames.REFUSED -> {
                    return new Outcome.Refused(
                            text(frame.parts().get(1)),
                            text(frame.parts().get(2)),
                            cpu(frame.parts().get(0), answering));
                }
                default -> throw new IOException("A frame of no known kind");
            }
            answering += threadCpu() - before;
        }
    }

    private static void answer(Running worker, List<byte[]> parts) throws IOException {
        Frames.write(worker.out, Frames.ANSWER, parts);
    }

    /// Certificates, OCSP responses and lists, each kind after a count.
    private static List<byte[]> status(RevocationData data) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(new byte[] {
            (byte) data.certificates().size(), (byte) data.ocspResponses().size()
        });
        data.certificates().forEach(certificate -> parts.add(Certificates.der(certificate)));
        parts.addAll(data.ocspResponses());
        parts.addAll(data.crls());
        return parts;
    }

    private static double cpu(byte[] worker, long here) {
        return (ByteBuffer.wrap(worker).getLong() + here) / MS;
    }

    private static double cpuMs(Process process) {
        return process.toHandle()
                .info()
                .totalCpuDuration()
                .map(d -> d.toNanos() / MS)
                .orElse(0.0);
    }

    private static long threadCpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private Running running() throws IOException {
        Running known = running;
        if (known != null && known.process.isAlive()) {
            return known;
        }
        Files.createDirectories(scratch);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + scratch.toAbsolutePath(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        scratch.resolve("worker.log").toFile()))
                .start();
        Running started = new Running(
                process,
                new DataOutputStream(new BufferedOutputStream(process.getOutputStream())),
                new DataInputStream(new BufferedInputStream(process.getInputStream())));
        running = started;
        return started;
    }

    private void stop(Running worker) {
        worker.process.destroyForcibly();
        running = null;
    }

    @Override
    public void close() {
        if (running != null) {
            stop(running);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
