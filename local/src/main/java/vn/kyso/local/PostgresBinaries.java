package vn.kyso.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// PostgreSQL's programs, unpacked once per machine from the archive that Maven Central carries. Several builds may
/// ask at once: one unpacks, the others wait for it.
record PostgresBinaries(Path folder) {
    private static final String VERSION = "18.6.0";

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    static PostgresBinaries unpacked(Account account) throws IOException {
        Path home = cache(account).resolve("postgres-" + VERSION);
        Path done = home.resolve("unpacked");
        if (!Files.exists(done)) {
            Files.createDirectories(home);
            try (FileChannel channel = FileChannel.open(
                            home.resolveSibling("postgres.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (lock.isValid() && !Files.exists(done)) {
                    unpackInto(home);
                    Files.createFile(done);
                }
            }
        }
        return new PostgresBinaries(home);
    }

    /// A folder that the account can reach: root's home is closed to the account that root runs PostgreSQL under.
    private static Path cache(Account account) throws IOException {
        Path own = Path.of(System.getProperty("user.home"), ".cache", "kyso");
        return account.canReach(own.resolve("postgres")) ? own : Path.of("/var/cache/kyso");
    }

    private static void unpackInto(Path home) throws IOException {
        String archive = "/postgres-linux-" + architecture() + ".txz";
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new IOException("No PostgreSQL for this machine on the class path: " + archive);
            }
            try (TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(tar, entry, home);
                }
            }
        }
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path home) throws IOException {
        Path target = home.resolve(entry.getName()).normalize();
        if (!target.startsWith(home)) {
            throw new IOException("An archive entry points outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.deleteIfExists(target);
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
        Set<PosixFilePermission> permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if ((entry.getMode() & 0100) != 0) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        Files.setPosixFilePermissions(target, permissions);
    }

    private static String architecture() {
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return arch.equals("aarch64") ? "arm_64" : "x86_64";
    }
}
