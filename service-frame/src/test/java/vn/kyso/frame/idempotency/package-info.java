/// Tests of vn.kyso.frame.idempotency.
@NullMarked
package vn.kyso.frame.idempotency;

import org.jspecify.annotations.NullMarked;
