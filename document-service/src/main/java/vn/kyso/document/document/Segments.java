package vn.kyso.document.document;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.blob.BlobKey;
import vn.kyso.document.blob.BlobStore;
import vn.kyso.document.blob.BlobWriter;
import vn.kyso.frame.ProblemException;

/// Puts bytes on stable storage before the row that refers to them commits; outside any transaction. What no row comes
/// to refer to is removed by the sweep.
@Component
public class Segments {
    private static final Logger LOG = LoggerFactory.getLogger(Segments.class);

    private final BlobStore blobs;
    private final InstantSource clock;
    private final DocumentSettings settings;

    Segments(BlobStore blobs, InstantSource clock, DocumentSettings settings) {
        this.blobs = blobs;
        this.clock = clock;
        this.settings = settings;
    }

    /// Writes the bytes; returns how many there were.
    @FunctionalInterface
    interface Source {
        long writeTo(OutputStream out) throws IOException;
    }

    /// Stores these bytes, one part after the other, as one blob.
    public StoredBlob store(String tenant, byte[]... parts) {
        return store(tenant, out -> {
            long length = 0;
            for (byte[] part : parts) {
                out.write(part);
                length += part.length;
            }
            return length;
        });
    }

    StoredBlob store(String tenant, Source source) {
        BlobKey key = BlobKey.newFor(tenant);
        try (BlobWriter writer = blobs.create(key)) {
            long length = source.writeTo(writer);
            Instant written = clock.instant();
            writer.commit();
            return new StoredBlob(key, length, written.plus(settings.commitWithin()));
        } catch (IOException e) {
            throw new ProblemException(ProblemType.SERVICE_UNAVAILABLE, "The file can't be stored at the moment", e);
        }
    }

    /// Removes a blob that no row refers to; the sweep does it later where this fails.
    void discard(BlobKey key) {
        try {
            blobs.delete(key);
        } catch (IOException e) {
            LOG.warn("Blob {} stays for the sweep", key, e);
        }
    }
}
