package vn.kyso.testkit.judge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs a tool to its end.
final class Tool {
    private static final long TIMEOUT_SECONDS = 60;

    private Tool() {}

    /// @param exit the process's exit code
    /// @param output standard output and error, mixed as they came
    record Result(int exit, String output) {}

    static Result run(List<String> command) {
        Path output = null;
        try {
            output = Files.createTempFile("kyso-judge-", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException(command.getFirst() + " did not end within a minute");
            }
            return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new IllegalStateException(
                    command.getFirst() + " is not installed: ./kyso test installs poppler-utils, libnss3-tools,"
                            + " mupdf-tools, qpdf and openssl",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + command.getFirst() + " judged", e);
        } finally {
            delete(output);
        }
    }

    static void delete(@Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Left to whoever clears the temporary folder; it has no bearing on the verdict.
            file.toFile().deleteOnExit();
        }
    }
}
