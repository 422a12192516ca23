package vn.kyso.messaging;

import java.time.Duration;

/// Work that any instance may do, kept as rows in the service's own database and leased by its [Worker]s.
///
/// A row is worked at least once: a worker that loses its lease (it died, or was slower than its lease allows) may
/// still
/// be running when another begins; [#finish] tells which of them counts.
public interface WorkQueue {
    /// Adds a row in the caller's transaction; workers are woken after its commit. A (queue, key) that exists
    /// already is left alone.
    ///
    /// @throws IllegalStateException without a transaction
    void add(NewWork work);

    /// Removes the row in the caller's transaction, beside the result of the work.
    ///
    /// @return false if the lease is no longer this worker's: somebody else does the work; roll back
    /// @throws IllegalStateException without a transaction
    boolean finish(WorkItem item);

    /// Gives the row back, to be leased again after a while. Within the caller's transaction, or in one of its own.
    ///
    /// @param why for operators; stored with the row
    /// @return false if the lease is no longer this worker's
    boolean retryLater(WorkItem item, Duration after, String why);
}
