/// Tests of vn.kyso.frame.limit.
@NullMarked
package vn.kyso.frame.limit;

import org.jspecify.annotations.NullMarked;
