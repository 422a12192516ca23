/// Tests of the frame over HTTP, in a small service that has nothing of its own.
@NullMarked
package vn.kyso.frame;

import org.jspecify.annotations.NullMarked;
