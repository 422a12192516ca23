/// Tests of the operators' door to dead letters.
@NullMarked
package vn.kyso.frame.deadletters;

import org.jspecify.annotations.NullMarked;
