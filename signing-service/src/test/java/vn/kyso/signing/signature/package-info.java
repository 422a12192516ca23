/// Tests of what needs no running service.
@NullMarked
package vn.kyso.signing.signature;

import org.jspecify.annotations.NullMarked;
