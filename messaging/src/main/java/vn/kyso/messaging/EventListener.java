package vn.kyso.messaging;

import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;

/// Records what another service says. A service declares one bean per topic that it consumes.
public interface EventListener {
    /// The topic whose events come here.
    Topic topic();

    /// Writes the fact, and work rows where work follows: nothing else, no call outside the service's own database.
    ///
    /// Runs in one transaction with the inbox entry, so an event takes effect once however often it arrives. The
    /// event's signature is verified. Events of one key come in order; between keys and topics there is none.
    ///
    /// A database that is away is waited for, in order. An [UnprocessableEventException] sends the event to this
    /// consumer's dead letters at once; any other exception does so after a few tries.
    void on(EventEnvelope event);
}
