package vn.kyso.benchmarks.corpus;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import vn.kyso.benchmarks.signer.Outcome;

/// Hands a corpus's files to workers and writes down what became of each.
///
/// @param workers how many files at once
/// @param limit time that one file may take
record CorpusRun(Path out, Job job, int workers, Duration limit) {

    /// @return the outcome of each file, by its name
    Map<String, Outcome> sign(List<CorpusFile> files, OfflinePki pki) throws IOException {
        Files.createDirectories(out);
        pki.writeTrust(out);
        Path scratch = Files.createTempDirectory("kyso-bench-");
        Map<String, Outcome> outcomes = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
                ExecutorService threads = Executors.newFixedThreadPool(workers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < workers; i++) {
                Path own = scratch.resolve("worker" + i);
                running.add(threads.submit(() -> {
                    try (WorkerProcess worker = new WorkerProcess(own, pki, job, limit, clock)) {
                        for (int n = next.getAndIncrement(); n < files.size(); n = next.getAndIncrement()) {
                            CorpusFile file = files.get(n);
                            outcomes.put(file.name(), sign(worker, file, own.resolve("unfinished.pdf")));
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
            }
            await(running);
            clock.shutdownNow();
        } finally {
            keepLogs(scratch);
            delete(scratch);
        }
        writeResults(files, outcomes);
        return outcomes;
    }

    /// A result gets its name only when it is finished.
    private Outcome sign(WorkerProcess worker, CorpusFile file, Path unfinished) throws IOException {
        Path result = out.resolve(file.name() + ".pdf");
        Files.deleteIfExists(result);
        Files.createDirectories(unfinished.getParent());
        Files.deleteIfExists(unfinished);
        Outcome outcome = worker.sign(file.path(), unfinished);
        if (outcome instanceof Outcome.Signed) {
            Files.createDirectories(result.getParent());
            Files.move(unfinished, result, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.deleteIfExists(unfinished);
        return outcome;
    }

    private static void await(List<Future<?>> running) throws IOException {
        for (Future<?> future : running) {
            try {
                future.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Interrupted while files were being signed", e);
            } catch (ExecutionException e) {
                throw new IOException("The run ended early: " + e.getCause(), e);
            }
        }
    }

    private void writeResults(List<CorpusFile> files, Map<String, Outcome> outcomes) throws IOException {
        try (BufferedWriter results = Files.newBufferedWriter(out.resolve("results.tsv"), StandardCharsets.UTF_8)) {
            results.write("name\tresult\treason\tcpu_ms\tdetail\n");
            for (CorpusFile file : files) {
                line(results, file.name(), Objects.requireNonNull(outcomes.get(file.name()), file::name));
            }
        }
    }

    private static void line(Writer results, String name, Outcome outcome) throws IOException {
        String[] words = switch (outcome) {
            case Outcome.Signed signed ->
                signed.repaired()
                        ? new String[] {"signed", "Repaired", "A repaired revision was signed"}
                        : new String[] {"signed", "", ""};
            case Outcome.Refused refused -> new String[] {"refused", refused.reason(), refused.detail()};
        };
        results.write(String.join(
                "\t",
                name,
                words[0],
                words[1],
                String.format(Locale.ROOT, "%.3f", outcome.cpuMs()),
                words[2].replaceAll("\\p{Cntrl}+", " ")));
        results.write('\n');
    }

    /// What workers said of faults outlives the run.
    private void keepLogs(Path scratch) throws IOException {
        StringBuilder said = new StringBuilder();
        for (int i = 0; i < workers; i++) {
            Path log = scratch.resolve("worker" + i).resolve("worker.log");
            if (Files.exists(log)) {
                said.append(Files.readString(log, StandardCharsets.ISO_8859_1));
            }
        }
        Files.deleteIfExists(out.resolve("workers.log"));
        if (!said.isEmpty()) {
            Files.writeString(out.resolve("workers.log"), said);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
