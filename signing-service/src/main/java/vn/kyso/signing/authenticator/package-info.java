/// Signers' devices: how one is bound (an activation code, proven and never sent; a passkey; a device key), the tokens
/// it works with, what its signer allows tenants, and how it is revoked. Private keys never come here; what is kept is
/// public, under a MAC, and read again at every use.
@NullMarked
package vn.kyso.signing.authenticator;

import org.jspecify.annotations.NullMarked;
