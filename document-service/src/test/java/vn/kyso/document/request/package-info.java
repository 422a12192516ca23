/// Tests of `vn.kyso.document.request`.
@NullMarked
package vn.kyso.document.request;

import org.jspecify.annotations.NullMarked;
