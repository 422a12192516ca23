/// What is known here of signers' certificates and of the roots that they chain to: the newest word of
/// certificate-service on each, and the choice of the one that a request names.
///
/// It decides what is worth asking the signer for. Whether a certificate may sign is decided by signing-service, at the
/// moment it signs.
@NullMarked
package vn.kyso.document.certificate;

import org.jspecify.annotations.NullMarked;
