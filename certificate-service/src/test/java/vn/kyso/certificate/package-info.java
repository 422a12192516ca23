/// Tests of the service as a whole.
@NullMarked
package vn.kyso.certificate;

import org.jspecify.annotations.NullMarked;
