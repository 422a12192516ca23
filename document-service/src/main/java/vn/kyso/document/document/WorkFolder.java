package vn.kyso.document.document;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.FileSystemUtils;

/// Where strangers' files lie while they are read: beside the blobs, on the volume that is made for their size; `/tmp`
/// may be memory. Instances share it. What an instance left behind that ended meanwhile is swept at a start and later,
/// once nobody can be at work in it any more.
@Component
public class WorkFolder {
    private static final Logger LOG = LoggerFactory.getLogger(WorkFolder.class);

    private final Path root;
    private final DocumentSettings settings;
    private final InstantSource clock;

    WorkFolder(DocumentSettings settings, InstantSource clock) throws IOException {
        this.root = settings.workFolder();
        this.settings = settings;
        this.clock = clock;
        Files.createDirectories(root);
        sweep();
    }

    /// An empty file that its owner alone may read; the caller removes it.
    public Path newFile() throws IOException {
        return Files.createTempFile(root, "received-", ".pdf");
    }

    /// An empty folder that its owner alone may read; the caller [removes][#remove] it.
    Path newFolder() {
        try {
            return Files.createTempDirectory(root, "intake-");
        } catch (IOException e) {
            throw new UncheckedIOException("No folder can be made in " + root, e);
        }
    }

    /// Removes a folder with all that is in it.
    void remove(Path folder) {
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            LOG.warn("Folder {} stays behind until it is swept", folder, e);
        }
    }

    @Scheduled(initialDelayString = "PT1H", fixedRateString = "PT1H")
    void run() {
        try {
            sweep();
        } catch (IOException e) {
            LOG.warn("The sweep of {} broke off; the next one goes on", root, e);
        }
    }

    /// By age: an upload that is read for longer than `commit-within` is refused anyway.
    void sweep() throws IOException {
        Instant before = clock.instant().minus(settings.commitWithin());
        try (DirectoryStream<Path> left = Files.newDirectoryStream(root)) {
            for (Path each : left) {
                if (isOlder(each, before)) {
                    LOG.info("Sweeping {}, which an instance left behind", each);
                    remove(each);
                }
            }
        }
    }

    private static boolean isOlder(Path path, Instant before) throws IOException {
        try {
            return Files.getLastModifiedTime(path).toInstant().isBefore(before);
        } catch (NoSuchFileException e) {
            // Removed by whoever worked in it.
            return false;
        }
    }
}
