/// Tests of the engine, judged by tools that we did not write.
@NullMarked
package vn.kyso.pades;

import org.jspecify.annotations.NullMarked;
