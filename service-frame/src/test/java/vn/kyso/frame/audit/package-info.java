/// Tests of vn.kyso.frame.audit.
@NullMarked
package vn.kyso.frame.audit;

import org.jspecify.annotations.NullMarked;
