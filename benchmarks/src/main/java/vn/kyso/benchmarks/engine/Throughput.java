package vn.kyso.benchmarks.engine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// How often a piece of work is done on several threads at once.
///
/// @param perSecond by the clock; on a machine that others use, too, a bound
/// @param perProcessorSecond of the threads' own processor time: what waiting for memory and for each other costs,
///     where they do not sleep
record Throughput(double perSecond, double perProcessorSecond) {
    private static final Duration LONG = Duration.ofSeconds(4);
    private static final int BETWEEN_LOOKS = 50;

    /// The work, which threads may do at once.
    interface Work {
        void run() throws IOException;
    }

    private record Done(long times, long processorNanos) {}

    static Throughput of(int threads, Work work) throws IOException {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            long start = System.nanoTime();
            List<Callable<Done>> tasks = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tasks.add(() -> untilEnd(work, start + LONG.toNanos()));
            }
            long times = 0;
            long processorNanos = 0;
            for (Future<Done> future : pool.invokeAll(tasks)) {
                Done done = future.get();
                times += done.times();
                processorNanos += done.processorNanos();
            }
            return new Throughput(times * 1e9 / (System.nanoTime() - start), times * 1e9 / processorNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while measuring", e);
        } catch (ExecutionException e) {
            throw new IOException("What is measured does not work", e.getCause());
        }
    }

    private static Done untilEnd(Work work, long end) throws IOException {
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long times = 0;
        while (System.nanoTime() < end) {
            for (int i = 0; i < BETWEEN_LOOKS; i++) {
                work.run();
            }
            times += BETWEEN_LOOKS;
        }
        return new Done(times, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
    }
}
