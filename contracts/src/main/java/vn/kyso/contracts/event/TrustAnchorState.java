package vn.kyso.contracts.event;

import java.time.Instant;

/// Topic `certificate-changed` (compacted), keyed by `anchor:` and the certificate's digest: a root that this
/// installation's own certificates and timestamps chain to. Consumers trust it because the certificate-service signed
/// the event; roots of other issuers are trusted by configuration only.
///
/// @param certificate DER, base64url without padding
public record TrustAnchorState(String name, String certificate, Instant at) implements EventPayload {}
