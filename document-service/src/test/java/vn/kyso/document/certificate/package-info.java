/// Tests of `vn.kyso.document.certificate`.
@NullMarked
package vn.kyso.document.certificate;

import org.jspecify.annotations.NullMarked;
