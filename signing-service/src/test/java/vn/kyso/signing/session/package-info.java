/// Tests of sessions that need no running service.
@NullMarked
package vn.kyso.signing.session;

import org.jspecify.annotations.NullMarked;
