/// Tests of `vn.kyso.document.sealing`.
@NullMarked
package vn.kyso.document.sealing;

import org.jspecify.annotations.NullMarked;
