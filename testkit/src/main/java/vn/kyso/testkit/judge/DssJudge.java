package vn.kyso.testkit.judge;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.testkit.judge.Verdict.SignatureVerdict;

/// EU DSS in a JVM of its own that lives as long as this one: the module `dss-judge`, on the class path that its build
/// wrote down. Asked by one thread at a time.
public final class DssJudge {
    private static final String CLASS_PATH_FILE = "dss-judge/target/dss-judge.classpath";
    private static final Object LOCK = new Object();
    private static @Nullable DssJudge worker;

    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    private DssJudge(Process process) {
        this.process = process;
        this.requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// Valid means TOTAL_PASSED; the level is as DSS recognises it, such as `PAdES-BASELINE-LT`.
    public static Verdict judge(Path pdf, Trust trust) {
        synchronized (LOCK) {
            try {
                DssJudge running = worker;
                if (running == null || !running.process.isAlive()) {
                    running = start();
                    worker = running;
                }
                return running.ask(pdf, trust);
            } catch (IOException e) {
                throw new UncheckedIOException("The DSS judge's JVM can't be asked", e);
            }
        }
    }

    private Verdict ask(Path pdf, Trust trust) throws IOException {
        List<String> request = new ArrayList<>();
        request.add(pdf.toAbsolutePath().toString());
        request.add(trust.rootPem().toString());
        trust.crls().forEach(crl -> request.add(crl.toString()));
        requests.write(String.join("\t", request) + "\n");
        requests.flush();
        String head = answers.readLine();
        if (head == null) {
            throw new IOException("The DSS judge's JVM has ended");
        }
        if (!head.startsWith("verdict ")) {
            return new Verdict("dss", false, List.of(), head);
        }
        List<SignatureVerdict> signatures = new ArrayList<>();
        StringBuilder output = new StringBuilder();
        for (int i = Integer.parseInt(head.substring("verdict ".length())); i > 0; i--) {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("The DSS judge's JVM has ended");
            }
            String[] parts = line.split("\t", -1);
            signatures.add(new SignatureVerdict(parts[0].equals("TOTAL_PASSED"), parts[2], line.replace('\t', ' ')));
            output.append(line).append('\n');
        }
        boolean accepted = !signatures.isEmpty() && signatures.stream().allMatch(SignatureVerdict::valid);
        return new Verdict("dss", accepted, signatures, output.toString());
    }

    private static DssJudge start() throws IOException {
        Path list = classPathFile();
        String classPath = list.resolveSibling("classes")
                + File.pathSeparator
                + Files.readString(list).strip();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        java,
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        classPath,
                        "vn.kyso.dssjudge.DssWorker")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
        return new DssJudge(process);
    }

    /// Tests run in their module's folder, or in the root.
    private static Path classPathFile() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(CLASS_PATH_FILE);
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new IllegalStateException("The DSS judge is not built: build the module dss-judge first");
    }
}
