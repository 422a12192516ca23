package vn.kyso.messaging;

import java.util.List;
import vn.kyso.contracts.envelope.Topic;

/// This consumer's events that could not be taken, kept on `<topic>.<service>.dlt` for people to look at.
public interface DeadLetters {
    /// What waits for a decision, the oldest first, over every topic that this service consumes.
    List<DeadLetter> list();

    /// Hands that topic's dead letters to this service's listener again, and to no other consumer. What fails again
    /// becomes a dead letter again; what the inbox already knows is dropped; a signature that didn't hold still
    /// doesn't.
    ///
    /// @return how many were handed over
    /// @throws IllegalArgumentException if this service does not consume the topic
    int replay(Topic topic);
}
