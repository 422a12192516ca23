/// Step 10 of the signing cycle: a signature that signing-service made is put where the signer saw it, extended to the
/// level asked for, checked, stored, and made the document's next revision.
///
/// One row of work per document, done by whichever instance is free; a TSA's or responder's bad day delays that
/// document alone.
@NullMarked
package vn.kyso.document.sealing;

import org.jspecify.annotations.NullMarked;
