package vn.kyso.benchmarks.engine;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/// Measures a piece of work on this thread: processor time and allocation of each run, after runs that only warm up.
final class Meter {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Meter() {}

    /// The work, with what it may throw.
    interface Work {
        void run() throws java.io.IOException;
    }

    /// What runs of one piece of work cost.
    ///
    /// @param medianNanos of processor time
    /// @param lowNanos the tenth percentile
    /// @param highNanos the ninetieth
    /// @param bytes allocated, the median
    record Cost(double medianNanos, double lowNanos, double highNanos, double bytes) {
        double ms() {
            return medianNanos / 1e6;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%.3f ms (%.3f to %.3f), %.0f KB",
                    medianNanos / 1e6,
                    lowNanos / 1e6,
                    highNanos / 1e6,
                    bytes / 1000);
        }
    }

    /// @param perSample runs that are measured as one, for work that is short against the clock's own cost
    static Cost measure(int warmUp, int samples, int perSample, Work work) throws java.io.IOException {
        for (int i = 0; i < warmUp; i++) {
            work.run();
        }
        double[] nanos = new double[samples];
        double[] bytes = new double[samples];
        for (int i = 0; i < samples; i++) {
            long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
            long before = THREADS.getCurrentThreadCpuTime();
            for (int n = 0; n < perSample; n++) {
                work.run();
            }
            nanos[i] = (THREADS.getCurrentThreadCpuTime() - before) / (double) perSample;
            bytes[i] = (THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore) / (double) perSample;
        }
        Arrays.sort(nanos);
        Arrays.sort(bytes);
        return new Cost(nanos[samples / 2], nanos[samples / 10], nanos[samples * 9 / 10], bytes[samples / 2]);
    }
}
