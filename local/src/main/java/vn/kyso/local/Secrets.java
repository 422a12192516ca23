package vn.kyso.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/// The secrets of one installation, each made on first use and kept in one file that only its owner may read.
final class Secrets {
    private final Path file;
    private final Properties values = new Properties();
    private final SecureRandom random = new SecureRandom();

    Secrets(Path file) {
        this.file = file;
        try {
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            try (var in = Files.newBufferedReader(file)) {
                values.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The installation's secrets could not be read from " + file, e);
        }
    }

    /// 24 random bytes, base64url.
    String password(String name) {
        return value(name, 24, Base64.getUrlEncoder().withoutPadding());
    }

    /// 32 random bytes, base64.
    String key(String name) {
        return value(name, 32, Base64.getEncoder());
    }

    private String value(String name, int bytes, Base64.Encoder encoder) {
        String known = values.getProperty(name);
        if (known != null) {
            return known;
        }
        byte[] fresh = new byte[bytes];
        random.nextBytes(fresh);
        String made = encoder.encodeToString(fresh);
        values.setProperty(name, made);
        try (var out = Files.newBufferedWriter(file)) {
            values.store(out, "Made by ./kyso up for this installation alone");
        } catch (IOException e) {
            throw new UncheckedIOException("The installation's secrets could not be written to " + file, e);
        }
        return made;
    }
}
