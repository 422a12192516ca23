/// document-service: documents and their revisions, sign requests over them, PAdES assembly, progress to the requester.
///
/// It never sees a key, and it never decides that something was approved: it shows what signing-service says, and puts
/// a signature that signing-service made where the signer saw it. Read it in the order of the signing cycle
/// (docs/signing-cycle.md): `document` (step 1), `picture` (what stamps show beside text), `certificate` (what is known
/// of signers' certificates), `request`
/// (steps 3 and 11, and the facts of steps 4 to 8), `sealing` (step 10), `progress` (the requester's timeline).
@NullMarked
package vn.kyso.document;

import org.jspecify.annotations.NullMarked;
