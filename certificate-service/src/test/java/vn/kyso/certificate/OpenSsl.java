package vn.kyso.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The `openssl` program as judge, in a folder of its own.
public final class OpenSsl {
    private final Path folder;

    public OpenSsl(Path folder) {
        this.folder = folder;
    }

    /// @param output standard output and error together
    public record Verdict(int exit, String output) {
        public Verdict ok() {
            assertThat(exit).as(output).isZero();
            return this;
        }

        public Verdict refused() {
            assertThat(exit).as(output).isNotZero();
            return this;
        }

        public Verdict says(String text) {
            assertThat(output).contains(text);
            return this;
        }
    }

    public Verdict run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Verdict(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public OpenSsl with(String name, byte[] content) {
        try {
            Files.write(folder.resolve(name), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public OpenSsl with(String name, String content) {
        return with(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] read(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
