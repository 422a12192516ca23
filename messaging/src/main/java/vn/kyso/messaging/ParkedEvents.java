package vn.kyso.messaging;

import vn.kyso.contracts.envelope.EventEnvelope;

/// Facts about something that this service does not know yet, because no order holds between topics.
///
/// What is parked is also handed to its listener again by itself after growing whiles, so a release that ran at the
/// same
/// moment is made good within seconds; what nothing released for days becomes a dead letter.
public interface ParkedEvents {
    /// Keeps the event, in the caller's transaction, until what it speaks of is there. A listener calls this
    /// instead of recording; when it is handed the event again it may park it again.
    ///
    /// @param waitsFor a name both sides agree on, such as `request:<id>`
    void park(EventEnvelope event, String waitsFor);

    /// Hands what waited to its listener again, in the caller's transaction, in the order of arrival. Call it after
    /// the thing has been written. An event that its listener can't take stays parked and does not fail the caller.
    void release(String waitsFor);
}
