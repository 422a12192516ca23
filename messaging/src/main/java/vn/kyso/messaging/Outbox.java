package vn.kyso.messaging;

import vn.kyso.contracts.envelope.EventEnvelope;

/// Where a service leaves the events it wants to send: they travel if, and only if, the caller's transaction
/// commits.
///
/// At least once, with the same id each time; per key in the order in which the caller appended them, provided that
/// the caller holds the aggregate's row lock (which any update of that row takes).
public interface Outbox {
    /// Signs the event and stores it in the caller's transaction.
    ///
    /// @throws IllegalStateException without a transaction, or for a topic that another service produces
    void append(EventEnvelope event);
}
