/// Signing sessions: one per sign request, from the ask to the one decision (docs/signing-cycle.md, steps 4, 7 and 8).
///
/// Read [SignRequestListener] (what arrives), [OpenSession] (step 4), [DecideAnswer] (step 8), [ExpireSession].
///
/// **What an answer can do.** An approval that verifies is accepted; one that verifies but for the match code comes
/// from the signer's own passkey and closes the request. Everything else (unreadable, altered, by a foreign or revoked
/// device, replayed) may come from whoever stands on the way, who would otherwise get a means to close requests: it is
/// counted, audited and reported (`answer-refused`), and the request stays as it was. A refusal by the signer carries
/// no proof: whoever can forge one can as well hold back the approval. It must name a device that may answer.
@NullMarked
package vn.kyso.signing.session;

import org.jspecify.annotations.NullMarked;
