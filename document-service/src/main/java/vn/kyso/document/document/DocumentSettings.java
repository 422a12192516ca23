package vn.kyso.document.document;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// @param maxSize of one upload, enforced while it streams
/// @param blobFolder where blobs lie; instances share it
/// @param concurrentIntakes uploads whose structure one instance reads at a time: a hostile file takes up to 64 MB of
///     heap while it is read
/// @param apartHeap memory of the JVM that damaged and unusually complex uploads are read in, one at a time
/// @param apartWithin time that one of them is read for
/// @param apartWaitAtMost how long an upload waits for that JVM, behind others of its tenant and then behind other
/// tenants',
///     before the caller is asked to come again
/// @param sweepAfter age at which a blob that no row refers to is removed; far above the seconds between writing a
///     blob and committing its row
/// @param commitWithin most time between a blob's writing and its row's commit; above it the commit is refused
/// @param checkEvery how often stored revisions are due to be read back whole and compared with their digest
/// @param housekeepingEvery how often an instance looks for blobs to sweep and revisions to check
@ConfigurationProperties("kyso.document")
public record DocumentSettings(
        @DefaultValue("500MB") DataSize maxSize,
        @DefaultValue("data/blobs") Path blobFolder,
        @DefaultValue("2") int concurrentIntakes,
        @DefaultValue("192MB") DataSize apartHeap,
        @DefaultValue("PT30S") Duration apartWithin,
        @DefaultValue("PT40S") Duration apartWaitAtMost,
        @DefaultValue("PT24H") Duration sweepAfter,
        @DefaultValue("PT1H") Duration commitWithin,
        @DefaultValue("P30D") Duration checkEvery,
        @DefaultValue("PT1M") Duration housekeepingEvery) {
    public DocumentSettings {
        if (maxSize.toBytes() < 1 || concurrentIntakes < 1) {
            throw new IllegalArgumentException("kyso.document: max-size and concurrent-intakes are positive");
        }
        if (apartHeap.toMegabytes() < 64 || !apartWithin.isPositive() || apartWaitAtMost.isNegative()) {
            throw new IllegalArgumentException(
                    "kyso.document.apart-heap is 64 MB at least, apart-within positive, apart-wait-at-most not negative");
        }
        if (sweepAfter.compareTo(commitWithin.multipliedBy(2)) < 0) {
            throw new IllegalArgumentException(
                    "kyso.document.sweep-after is at least twice commit-within, or a needed blob could be swept");
        }
    }
    /// Where files lie while they are read: beside the blobs, on their volume.
    Path workFolder() {
        Path blobs = blobFolder.toAbsolutePath().normalize();
        return blobs.resolveSibling(blobs.getFileName() + ".work");
    }
}
