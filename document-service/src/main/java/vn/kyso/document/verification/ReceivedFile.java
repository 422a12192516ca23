package vn.kyso.document.verification;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import vn.kyso.pades.PdfSource;

/// Bytes on disk that go with their last user: the file loses its name as soon as it is open (where the system lets
/// it), so not even a crash leaves it behind. Reading it ends when the time is up.
final class ReceivedFile implements PdfSource {
    private final FileChannel channel;
    private final InstantSource clock;
    private long size;
    private Instant until = Instant.MAX;

    private ReceivedFile(FileChannel channel, InstantSource clock) {
        this.channel = channel;
        this.clock = clock;
    }

    /// @param path of an empty file
    static ReceivedFile create(Path path, InstantSource clock) throws IOException {
        return new ReceivedFile(
                FileChannel.open(
                        path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE),
                clock);
    }

    void append(byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            size += channel.write(buffer, size);
        }
    }

    /// From now on reading fails after this moment.
    void readableUntil(Instant moment) {
        until = moment;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        if (clock.instant().isAfter(until)) {
            throw new OutOfTimeException();
        }
        int total = 0;
        while (into.hasRemaining()) {
            int read = channel.read(into, position + total);
            if (read < 0) {
                break;
            }
            total += read;
        }
        return total;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /// Reading took longer than it may.
    static final class OutOfTimeException extends IOException {
        private static final long serialVersionUID = 1L;

        OutOfTimeException() {
            super("The time for this file is up");
        }
    }
}
