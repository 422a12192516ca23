/// Signers' keys and what is known of their certificates. Keys are made and used behind one port ([SigningKeys]), on
/// threads of their own; a key is destroyed when its certificate is revoked. What the certificate-service says is
/// believed where the CA's own signature on it (OCSP, RFC 6960) says the same.
@NullMarked
package vn.kyso.signing.credential;

import org.jspecify.annotations.NullMarked;
