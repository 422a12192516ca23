package vn.kyso.messaging;

import vn.kyso.contracts.envelope.Topic;

/// Whether a projection of a compacted topic can be relied on for what is absent from it.
public interface CatchUp {
    /// True once this service's group has read the topic up to its end as it stood when this instance started. A
    /// topic that this service does not consume is never caught up.
    boolean caughtUp(Topic topic);
}
