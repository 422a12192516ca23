/// Tests of `vn.kyso.document.document`.
@NullMarked
package vn.kyso.document.document;

import org.jspecify.annotations.NullMarked;
