package vn.kyso.document.document;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import vn.kyso.document.blob.BlobKey;
import vn.kyso.document.blob.BlobStore;

/// Removes blobs that no row refers to: uploads that broke off, seals that lost their race, documents deleted while the
/// store was away. A blob is left alone until no row may refer to it any more ([StoredBlob]), so instances can sweep
/// at the same time.
@Component
class SweepBlobs {
    private static final Logger LOG = LoggerFactory.getLogger(SweepBlobs.class);
    private static final int BATCH = 1_000;

    private final BlobStore blobs;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final DocumentSettings settings;

    SweepBlobs(BlobStore blobs, JdbcClient jdbc, InstantSource clock, DocumentSettings settings) {
        this.blobs = blobs;
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /// Hourly: it walks the whole store. By rate, as what goes by delay shares one thread.
    @Scheduled(initialDelayString = "${kyso.document.sweep-first:PT10M}", fixedRateString = "PT1H")
    void run() {
        try {
            int removed = sweep();
            if (removed > 0) {
                LOG.info("Swept {} blobs that no document refers to", removed);
            }
        } catch (IOException e) {
            LOG.warn("The sweep of unreferenced blobs broke off; the next one goes on", e);
        }
    }

    /// @return how many blobs were removed
    int sweep() throws IOException {
        Instant before = clock.instant().minus(settings.sweepAfter());
        Batch batch = new Batch();
        blobs.olderThan(before, batch::add);
        batch.finish();
        return batch.removed;
    }

    private final class Batch {
        private final List<BlobKey> keys = new ArrayList<>();
        private int removed;

        void add(BlobKey key) {
            keys.add(key);
            if (keys.size() == BATCH) {
                finish();
            }
        }

        void finish() {
            Set<String> referred = new HashSet<>(jdbc.sql("select blob from segment where blob = any(:keys)")
                    .param("keys", keys.stream().map(BlobKey::value).toArray(String[]::new))
                    .query(String.class)
                    .list());
            for (BlobKey key : keys) {
                if (!referred.contains(key.value())) {
                    remove(key);
                }
            }
            keys.clear();
        }

        private void remove(BlobKey key) {
            try {
                blobs.delete(key);
                removed++;
            } catch (IOException e) {
                LOG.warn("Blob {} could not be removed; the next sweep tries again", key, e);
            }
        }
    }
}
