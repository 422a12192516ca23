/// Tests of how stamps are drawn.
@NullMarked
package vn.kyso.pades.stamp;

import org.jspecify.annotations.NullMarked;
