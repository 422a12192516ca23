/// How a service speaks with the others and with its own later self: an outbox, an inbox, parked events, work rows
/// leased by any instance, event signatures, dead letters. One auto-configuration; a service injects [Outbox],
/// [ParkedEvents], [WorkQueue] and declares beans of [EventListener] and [Worker].
///
/// It knows no event: payloads are bytes that it signs, carries and hands over (docs/events.md).
@NullMarked
package vn.kyso.messaging;

import org.jspecify.annotations.NullMarked;
