/// Tests of what the status of certificates means.
@NullMarked
package vn.kyso.certificate.status;

import org.jspecify.annotations.NullMarked;
