package vn.kyso.messaging;

import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.envelope.EventEnvelope;

/// An event as its producer signed it.
///
/// @param signature Ed25519 (RFC 8032) over [EventEnvelope#signedBytes]; shared, never written to
/// @param traceparent W3C Trace Context of the act that caused it, if traced
@SuppressWarnings("ArrayRecordComponent")
record SignedEvent(
        EventEnvelope event, byte[] signature, @Nullable String traceparent) {}
