/// Tests of vn.kyso.frame.egress.
@NullMarked
package vn.kyso.frame.egress;

import org.jspecify.annotations.NullMarked;
