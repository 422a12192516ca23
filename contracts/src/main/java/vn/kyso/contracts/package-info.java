/// What the services say to each other, and nothing that any of them does: events, their topics and wire form, and the
/// problem types that a client may meet. No Spring, no database, no cryptography beyond the bytes that are signed.
@NullMarked
package vn.kyso.contracts;

import org.jspecify.annotations.NullMarked;
