package vn.kyso.signing.session;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.kyso.approval.Evidence;
import vn.kyso.contracts.event.SessionChangedEvent.Outcome;

/// Where a session stands. `Asked` and `Awaiting` lead on; `Approved` and `Closed` are final.
public sealed interface SessionState {
    /// Recorded; its certificate is not known here yet.
    record Asked() implements SessionState {}

    /// The signer's answer is awaited.
    record Awaiting(Opened opened) implements SessionState {}

    /// The signer approved; keys may be used for exactly the documents of the evidence.
    record Approved(Opened opened, Evidence evidence) implements SessionState {}

    /// No signature comes of it.
    ///
    /// @param opened null if it never was
    record Closed(@Nullable Opened opened, Ending ending) implements SessionState {}

    /// What this service added to the ask when it opened the session.
    ///
    /// @param nonce 32 random bytes, base64url
    /// @param algorithm `ES256` or `RS256`
    record Opened(String credentialId, String algorithm, String nonce, String rpId) {}

    /// @param reason the code of a `ProblemType`
    record Ending(Outcome outcome, String reason, @Nullable String detail, Instant at) {}
}
