package vn.kyso.messaging;

import java.time.Duration;

/// Does the work of one queue. A service declares one bean per queue; every instance runs it.
public interface Worker {
    /// The queue's name.
    String queue();

    /// How many rows this instance works at a time.
    default int concurrency() {
        return 4;
    }

    /// How long a row is this worker's without a sign of life. Running work renews it, so this is the time until
    /// another instance takes over from one that died.
    default Duration lease() {
        return Duration.ofSeconds(60);
    }

    /// Whether the key of each row begins with a sign request's id, alone or before a `/`: logs name it beside every
    /// line of the work.
    boolean keyedBySignRequest();

    /// Does the work, outside any transaction, on a thread of its own; ends with [WorkQueue#finish] or
    /// [WorkQueue#retryLater]. An exception means another try after a growing while.
    void work(WorkItem item);

    /// The deadline passed while the work was not finished: record the typed failure and [WorkQueue#finish] the
    /// row. An exception means another try after a growing while.
    void expired(WorkItem item);
}
