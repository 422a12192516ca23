package vn.kyso.document.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;

/// Blobs as files. Written under `.incoming`, flushed to the disk, then renamed in one step, and the folders flushed
/// too: after a power cut a blob is there as a whole or not at all. Several instances may share the folder.
public final class FileBlobStore implements BlobStore {
    private static final String INCOMING = ".incoming";

    private final Path root;
    private final Path incoming;

    /// @param root made if it is not there
    public FileBlobStore(Path root) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        this.incoming = this.root.resolve(INCOMING);
        Files.createDirectories(incoming);
    }

    @Override
    public BlobWriter create(BlobKey key) throws IOException {
        Path unfinished = incoming.resolve(UUID.randomUUID().toString());
        FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        String name = key.value();
        Path tenantFolder = root.resolve(name.substring(0, name.indexOf('/')));
        Path folder = root.resolve(name.substring(0, name.lastIndexOf('/')));
        return new Writer(channel, unfinished, path(key), folder, tenantFolder);
    }

    @Override
    public SeekableByteChannel open(BlobKey key) throws IOException {
        return FileChannel.open(path(key), StandardOpenOption.READ);
    }

    @Override
    public void delete(BlobKey key) throws IOException {
        Files.deleteIfExists(path(key));
    }

    @Override
    public void olderThan(Instant before, Consumer<BlobKey> found) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.equals(incoming) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.lastModifiedTime().toInstant().isBefore(before)) {
                    String name = root.relativize(file).toString().replace('\\', '/');
                    found.accept(new BlobKey(name));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        dropUnfinished(before);
    }

    private void dropUnfinished(Instant before) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming)) {
            for (Path file : files) {
                try {
                    if (Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                        Files.deleteIfExists(file);
                    }
                } catch (NoSuchFileException e) {
                    // Renamed or dropped by its own writer meanwhile, which is as good.
                    continue;
                }
            }
        }
    }

    private Path path(BlobKey key) {
        return root.resolve(key.value());
    }

    private static void flushFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private final class Writer extends BlobWriter {
        private final FileChannel channel;
        private final Path unfinished;
        private final Path target;
        private final Path folder;
        private final Path tenantFolder;
        private boolean committed;

        Writer(FileChannel channel, Path unfinished, Path target, Path folder, Path tenantFolder) {
            this.channel = channel;
            this.unfinished = unfinished;
            this.target = target;
            this.folder = folder;
            this.tenantFolder = tenantFolder;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }

        @Override
        public void commit() throws IOException {
            channel.force(true);
            channel.close();
            Files.createDirectories(folder);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            committed = true;
            flushFolder(folder);
            flushFolder(tenantFolder);
            flushFolder(root);
        }

        @Override
        public void close() throws IOException {
            channel.close();
            if (!committed) {
                Files.deleteIfExists(unfinished);
            }
        }
    }
}
