package vn.kyso.local;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;

/// The account that PostgreSQL runs under. PostgreSQL refuses to run as root, so root hands it to `nobody`;
/// everybody else runs it as themselves.
record Account(boolean unprivileged) {
    private static final String NOBODY = "nobody";
    private static final String NOBODY_ID = "65534";

    static Account forServers() {
        return new Account("root".equals(System.getProperty("user.name")));
    }

    /// The command as this account runs it; the process keeps its id through `setpriv`.
    List<String> running(List<String> command) {
        if (!unprivileged) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(
                List.of("setpriv", "--reuid=" + NOBODY_ID, "--regid=" + NOBODY_ID, "--clear-groups", "--no-new-privs"));
        wrapped.addAll(command);
        return wrapped;
    }

    /// Whether every folder above `folder` lets this account through.
    boolean canReach(Path folder) throws IOException {
        if (!unprivileged) {
            return true;
        }
        for (Path p = folder.toAbsolutePath().getParent(); p != null; p = p.getParent()) {
            if (Files.exists(p) && !Files.getPosixFilePermissions(p).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /// Gives a folder and what is in it to this account.
    void own(Path folder) throws IOException {
        if (!unprivileged) {
            return;
        }
        UserPrincipal owner =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                return give(file);
            }

            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) throws IOException {
                return give(dir);
            }

            private FileVisitResult give(Path path) throws IOException {
                Files.setAttribute(path, "posix:owner", owner, LinkOption.NOFOLLOW_LINKS);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
