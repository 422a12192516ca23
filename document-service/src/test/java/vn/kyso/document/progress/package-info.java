/// Tests of `vn.kyso.document.progress`.
@NullMarked
package vn.kyso.document.progress;

import org.jspecify.annotations.NullMarked;
