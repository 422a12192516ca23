/// Limits on how often somebody may call, over all instances together.
@NullMarked
package vn.kyso.frame.limit;

import org.jspecify.annotations.NullMarked;
