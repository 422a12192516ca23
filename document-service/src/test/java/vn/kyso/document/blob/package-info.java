/// Tests of `vn.kyso.document.blob`.
@NullMarked
package vn.kyso.document.blob;

import org.jspecify.annotations.NullMarked;
