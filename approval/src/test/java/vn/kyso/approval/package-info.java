/// Tests of the challenge and the evidence.
@NullMarked
package vn.kyso.approval;

import org.jspecify.annotations.NullMarked;
