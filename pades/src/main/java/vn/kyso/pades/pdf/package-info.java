/// The syntax of PDF (ISO 32000-2, 7) as far as signing needs it: values, cross-reference sections, object streams, and
/// the writing of an incremental update. Strict: what two readers could read differently is malformed.
///
/// Not here: what the objects mean, and everything on a page. Internal to `pades`; not an interface for others.
@NullMarked
package vn.kyso.pades.pdf;

import org.jspecify.annotations.NullMarked;
