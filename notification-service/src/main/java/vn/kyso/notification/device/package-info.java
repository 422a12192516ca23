/// Which devices belong to a signer, as the signing-service says it: it binds and revokes them, this service only
/// knows whom it may tell and whose tokens no longer count.
@NullMarked
package vn.kyso.notification.device;

import org.jspecify.annotations.NullMarked;
