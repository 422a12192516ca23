/// What a signer's phone signs to approve, and the evidence that it did (docs/signing-cycle.md, steps 6 to 8): the
/// [vn.kyso.approval.Challenge], the digest of a prepared PDF as the phone computes it for itself
/// ([vn.kyso.approval.PreparedByteRange]), the [vn.kyso.approval.ActivationCode] that binds a phone to its signer, and
/// [vn.kyso.approval.Evidence] that verifies offline.
///
/// It decides nothing: whether an approval came in time, was used before, or belongs to an open request is the
/// signing-service's to know. No Spring, no database, no network.
@NullMarked
package vn.kyso.approval;

import org.jspecify.annotations.NullMarked;
