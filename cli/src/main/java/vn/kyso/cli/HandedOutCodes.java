package vn.kyso.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import vn.kyso.approval.ActivationCode;

/// Whom the activation codes that were made on this machine are for: the public part of each code, never the code.
/// No service tells a phone its signer's userID, so a phone on this machine reads here what its owner calls it.
public final class HandedOutCodes {
    private final Path file;

    public HandedOutCodes(Path folder) {
        this.file = folder.resolve("codes.properties");
    }

    /// Notes a code that an operator has just made.
    public void note(String code, String userId) {
        ActivationCode.parse(code).ifPresent(parsed -> {
            Properties notes = read();
            notes.setProperty(parsed.activationId(), userId);
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                try (var out = Files.newBufferedWriter(file)) {
                    notes.store(out, null);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(file + " could not be written", e);
            }
        });
    }

    public Optional<String> userIdOf(ActivationCode code) {
        return Optional.ofNullable(read().getProperty(code.activationId()));
    }

    private Properties read() {
        Properties notes = new Properties();
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                notes.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " could not be read", e);
            }
        }
        return notes;
    }
}
