/// Serves the requester's portal: the bundle in the `web` module's jar. The signer's app lies in the same jar and is
/// not served here, because it lives on an origin of its own.
@NullMarked
package vn.kyso.gateway.portal;

import org.jspecify.annotations.NullMarked;
