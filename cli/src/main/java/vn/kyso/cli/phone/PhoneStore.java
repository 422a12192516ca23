package vn.kyso.cli.phone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;
import vn.kyso.cli.http.Json;

/// The phones of this machine, one file per signer that only its owner may read. A newer phone of the same signer
/// takes the place of the older one, whose file stays beside it.
final class PhoneStore {
    private final Path folder;

    PhoneStore(Path folder) {
        this.folder = folder;
    }

    void save(BoundPhone phone) {
        Path file = file(phone.userId());
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            Optional<BoundPhone> older = find(phone.userId());
            if (older.isPresent()) {
                Files.move(
                        file,
                        folder.resolve(
                                name(phone.userId()) + "." + name(older.get().deviceId()) + ".json"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Path fresh = Files.createTempFile(
                    folder,
                    ".new-",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(fresh, phone.toJson().toPrettyString(), StandardCharsets.UTF_8);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("The phone's keys could not be kept in " + folder, e);
        }
    }

    Optional<BoundPhone> find(String userId) {
        Path file = file(userId);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(BoundPhone.fromJson(Json.read(Files.readString(file, StandardCharsets.UTF_8))));
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be read", e);
        }
    }

    private Path file(String userId) {
        return folder.resolve(name(userId) + ".json");
    }

    /// A file name without anything that leads elsewhere.
    private static String name(String text) {
        return text.strip().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9.-]", "_");
    }
}
