package vn.kyso.testkit.judge;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A judge in a JVM of its own that lives as long as this one: a module of that name, on the class path that its build
/// wrote down. Asked in lines, by one thread at a time.
final class JudgeProcess {
    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;

    private JudgeProcess(Process process) {
        this.process = process;
        this.requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// @param module whose `target/MODULE.classpath` says where its libraries are
    static JudgeProcess start(String module, String mainClass) throws IOException {
        Path list = classPathFile(module);
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
                        mainClass)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroy));
        return new JudgeProcess(process);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// What the judge says to one request: `verdict N` and N lines, or one line alone.
    List<String> ask(String request) throws IOException {
        requests.write(request + "\n");
        requests.flush();
        List<String> lines = new ArrayList<>();
        lines.add(line());
        if (lines.getFirst().startsWith("verdict ")) {
            for (int i = Integer.parseInt(lines.getFirst().substring("verdict ".length())); i > 0; i--) {
                lines.add(line());
            }
        }
        return lines;
    }

    private String line() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("The judge's JVM has ended");
        }
        return line;
    }

    /// Tests run in their module's folder, or in the root.
    private static Path classPathFile(String module) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(module).resolve("target").resolve(module + ".classpath");
            if (Files.exists(file)) {
                return file;
            }
        }
        throw new IllegalStateException("The judge is not built: build the module " + module + " first");
    }
}
