/// Serves the signer's app: a bundle of files that never change while this process lives, on an origin that nothing
/// else shares. It holds no secret, keeps no state, calls nobody and knows of the platform only the address that the
/// app calls. What it must never do is share a process or an origin with the portal: a flaw there must not reach a
/// passkey.
@NullMarked
package vn.kyso.apphost;

import org.jspecify.annotations.NullMarked;
