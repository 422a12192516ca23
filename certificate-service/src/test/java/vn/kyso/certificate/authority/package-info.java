/// Tests of the embedded CA by itself.
@NullMarked
package vn.kyso.certificate.authority;

import org.jspecify.annotations.NullMarked;
