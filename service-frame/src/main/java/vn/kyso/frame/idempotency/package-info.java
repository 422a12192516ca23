/// Calls that are answered once, though they are made twice.
@NullMarked
package vn.kyso.frame.idempotency;

import org.jspecify.annotations.NullMarked;
