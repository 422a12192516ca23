/// Documents: intake (step 1 of the signing cycle), revisions as lists of immutable segments, their bytes by range,
/// deletion, and the checks that what is stored stays what it was.
///
/// A document has one writer at a time ([Documents#claim]); who that is and why is not known here.
@NullMarked
package vn.kyso.document.document;

import org.jspecify.annotations.NullMarked;
