package vn.kyso.cli.requester;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.kyso.cli.http.UnavailableException;

/// Where signed PDFs go. A file appears whole, with the digest that the service stated, or not at all.
final class SignedFiles {
    private static final String PDF = ".pdf";

    private final List<Path> targets;

    private SignedFiles(List<Path> targets) {
        this.targets = targets;
    }

    /// Empty where several files would go into one.
    ///
    /// @param out null for beside each source; a folder, which several sources may name before it exists; or one file
    static Optional<SignedFiles> of(List<Path> sources, @Nullable Path out) {
        boolean folder = out != null && (Files.isDirectory(out) || sources.size() > 1 && mayBecomeFolder(out));
        if (out != null && !folder) {
            return sources.size() == 1 ? Optional.of(new SignedFiles(List.of(out))) : Optional.empty();
        }
        Map<Path, Integer> taken = new HashMap<>();
        return Optional.of(new SignedFiles(sources.stream()
                .map(source -> {
                    Path target = out == null ? beside(source) : out.resolve(signedName(source));
                    int times = taken.merge(target, 1, Integer::sum);
                    return times == 1 ? target : numbered(target, times);
                })
                .map(target -> out == null ? shortened(target) : target)
                .toList()));
    }

    Path target(int index) {
        return targets.get(index);
    }

    /// Writes what the stream holds to a document's target.
    ///
    /// @param sha256 as the service stated it, base64url
    void save(int index, InputStream content, String sha256) {
        Path target = targets.get(index).toAbsolutePath();
        try {
            Files.createDirectories(target.getParent());
            Path fresh = Files.createTempFile(target.getParent(), ".kyso-", PDF);
            try (DigestInputStream hashed = new DigestInputStream(content, MessageDigest.getInstance("SHA-256"))) {
                Files.copy(hashed, fresh, StandardCopyOption.REPLACE_EXISTING);
                String found = Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(hashed.getMessageDigest().digest());
                if (!sha256.isEmpty() && !sha256.equals(found)) {
                    throw new UnavailableException("The download of " + target.getFileName() + " arrived altered.");
                }
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-r--r--"));
                Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        } catch (IOException e) {
            throw new UncheckedIOException(target + " could not be written", e);
        }
    }

    private static boolean mayBecomeFolder(Path out) {
        return !Files.exists(out) && !isPdf(out.getFileName().toString());
    }

    private static Path beside(Path source) {
        return source.toAbsolutePath().resolveSibling(signedName(source));
    }

    private static String signedName(Path source) {
        String name = source.getFileName().toString();
        String stem = isPdf(name) ? name.substring(0, name.length() - PDF.length()) : name;
        return stem + "-signed" + PDF;
    }

    private static boolean isPdf(String name) {
        return name.regionMatches(true, name.length() - PDF.length(), PDF, 0, PDF.length());
    }

    private static Path numbered(Path target, int times) {
        String name = target.getFileName().toString();
        return target.resolveSibling(name.substring(0, name.length() - PDF.length()) + "-" + times + PDF);
    }

    /// As people would type it from where they stand.
    private static Path shortened(Path target) {
        Path here = Path.of("").toAbsolutePath();
        return target.startsWith(here) ? here.relativize(target) : target;
    }
}
