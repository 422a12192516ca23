package vn.kyso.benchmarks.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import vn.kyso.benchmarks.signer.FileSigner;
import vn.kyso.benchmarks.signer.Level;
import vn.kyso.benchmarks.signer.Outcome;
import vn.kyso.benchmarks.signer.Product;

/// One product in a JVM of its own: a file in, a signed file out, again and again. `floor` as the product's name is
/// what none can do without: reading the file, hashing it by the JDK, writing it.
final class OneCall {
    private static final String FLOOR = "floor";
    private static final int BUFFER_BYTES = 128 * 1024;
    /// Enough that the compiler is done with code that runs once a file.
    private static final int WARM_UP = 5_000;

    private static final int LEAST_WARM_UP = 3;
    /// Slow products, and large files whose loops are compiled while they run, need fewer.
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(15);

    private OneCall() {}

    private interface Work {
        void run() throws IOException;
    }

    /// Arguments: product, file, whether visible, samples.
    public static void main(String[] args) throws IOException {
        Path pdf = Path.of(args[1]);
        Path into = pdf.resolveSibling(args[0] + "-signed.pdf");
        int samples = Integer.parseInt(args[3]);
        LocalKeys keys = new LocalKeys();
        Work work;
        if (args[0].equals(FLOOR)) {
            work = () -> floor(pdf, into);
        } else {
            FileSigner signer = Product.valueOf(args[0].toUpperCase(Locale.ROOT))
                    .signer(keys, Level.B_B, Boolean.parseBoolean(args[2]));
            work = () -> {
                if (signer.sign(pdf, into) instanceof Outcome.Refused refused) {
                    throw new IOException(refused.reason() + ": " + refused.detail());
                }
            };
        }
        // By processor time, so that what else runs on the machine does not leave code cold.
        long spent = 0;
        for (int i = 0; i < WARM_UP && (i < LEAST_WARM_UP || spent < LONGEST_WARM_UP.toNanos()); i++) {
            spent += once(work, into);
        }
        keys.takeNanosInKey();
        double[] ms = new double[samples];
        for (int i = 0; i < samples; i++) {
            long nanos = once(work, into);
            ms[i] = (nanos - keys.takeNanosInKey()) / 1e6;
        }
        Arrays.sort(ms);
        System.out.printf(Locale.ROOT, "%.3f\t%.3f\t%.3f%n", ms[samples / 2], ms[samples / 10], ms[samples * 9 / 10]);
    }

    private static long once(Work work, Path into) throws IOException {
        Files.deleteIfExists(into);
        long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        Files.deleteIfExists(into);
        return nanos;
    }

    private static void floor(Path pdf, Path into) throws IOException {
        try (InputStream in = Files.newInputStream(pdf);
                OutputStream out = Files.newOutputStream(into)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
            out.write(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
