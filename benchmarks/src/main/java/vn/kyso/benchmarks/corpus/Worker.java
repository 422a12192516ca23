package vn.kyso.benchmarks.corpus;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import vn.kyso.benchmarks.signer.FileSigner;
import vn.kyso.benchmarks.signer.Keys;
import vn.kyso.benchmarks.signer.Level;
import vn.kyso.benchmarks.signer.Outcome;
import vn.kyso.benchmarks.signer.Product;
import vn.kyso.cades.Certificates;
import vn.kyso.cades.RevocationData;

/// The JVM that reads strangers' files. It has no key: whoever started it signs.
final class Worker implements Keys {
    private final DataInputStream in;
    private final DataOutputStream out;
    private List<X509Certificate> chain = List.of();

    private Worker(DataInputStream in, DataOutputStream out) {
        this.in = in;
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        DataOutputStream answers = new DataOutputStream(new BufferedOutputStream(System.out));
        // Libraries that print must not answer for us.
        System.setOut(System.err);
        Worker worker = new Worker(new DataInputStream(new BufferedInputStream(System.in)), answers);
        try {
            while (true) {
                worker.serve(Frames.read(worker.in));
            }
        } catch (EOFException e) {
            // The run is over.
            System.exit(0);
        }
    }

    private void serve(Frames.Frame request) throws IOException {
        List<byte[]> parts = request.parts();
        chain = parts.subList(5, parts.size()).stream().map(Certificates::parse).toList();
        FileSigner signer = Product.valueOf(text(parts.get(2)))
                .signer(this, Level.valueOf(text(parts.get(3))), parts.get(4)[0] == 1);
        long before = threadCpu();
        Outcome outcome = outcome(signer, Path.of(text(parts.get(0))), Path.of(text(parts.get(1))));
        byte[] cpu =
                ByteBuffer.allocate(Long.BYTES).putLong(threadCpu() - before).array();
        switch (outcome) {
            case Outcome.Signed signed ->
                Frames.write(out, Frames.SIGNED, List.of(cpu, new byte[] {(byte) (signed.repaired() ? 1 : 0)}));
            case Outcome.Refused refused ->
                Frames.write(out, Frames.REFUSED, List.of(cpu, utf8(refused.reason()), utf8(refused.detail())));
        }
    }

    /// A fault of the engine is one file's: it is written down, and the run goes on.
    private static Outcome outcome(FileSigner signer, Path pdf, Path into) throws IOException {
        try {
            return signer.sign(pdf, into);
        } catch (RunIsGoneException e) {
            throw e;
        } catch (IOException e) {
            e.printStackTrace();
            return new Outcome.Refused("Unreadable", String.valueOf(e.getMessage()), 0);
        } catch (RuntimeException | StackOverflowError e) {
            e.printStackTrace();
            return new Outcome.Refused("InternalFault", e.toString(), 0);
        }
    }

    @Override
    public List<X509Certificate> chain() {
        return chain;
    }

    @Override
    public byte[] cms(byte[] byteRangeDigest) throws IOException {
        return ask(Frames.CMS_WANTED, List.of(byteRangeDigest)).getFirst();
    }

    @Override
    public byte[] value(byte[] data) throws IOException {
        return ask(Frames.VALUE_WANTED, List.of(data)).getFirst();
    }

    @Override
    public byte[] token(byte[] digest) throws IOException {
        return ask(Frames.TOKEN_WANTED, List.of(digest)).getFirst();
    }

    @Override
    public RevocationData status() throws IOException {
        List<byte[]> parts = new ArrayList<>(ask(Frames.STATUS_WANTED, List.of()));
        byte[] counts = parts.removeFirst();
        int certificates = counts[0];
        int responses = certificates + counts[1];
        return new RevocationData(
                parts.subList(0, certificates).stream().map(Certificates::parse).toList(),
                parts.subList(certificates, responses),
                parts.subList(responses, parts.size()));
    }

    private List<byte[]> ask(int kind, List<byte[]> parts) throws RunIsGoneException {
        try {
            Frames.write(out, kind, parts);
            return Frames.read(in).parts();
        } catch (IOException e) {
            throw new RunIsGoneException(e);
        }
    }

    private static long threadCpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    /// Nobody listens any more.
    private static final class RunIsGoneException extends IOException {
        private static final long serialVersionUID = 1L;

        RunIsGoneException(IOException cause) {
            super("The run has ended", cause);
        }
    }
}
