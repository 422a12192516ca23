/// The service that holds signers' keys and uses them: credentials (keys and what is known of their certificates),
/// the signers' authenticators, signing sessions with the verification of every approval, and signatures. Read
/// docs/signing-cycle.md, steps 4, 7, 8 and 9, then `session`.
///
/// It never sees a document's bytes, and it takes nobody's word for an approval: what a phone must have signed is
/// computed from its own records, and the phone's key is one that it bound itself.
@NullMarked
package vn.kyso.signing;

import org.jspecify.annotations.NullMarked;
