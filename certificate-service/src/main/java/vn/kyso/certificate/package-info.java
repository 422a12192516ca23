/// Who has which certificate and whether it holds: subscribers, the embedded certification authority with OCSP
/// and CRL, and the time-stamp authority. It never sees a document, nor any signer's private key.
///
/// Read `authority` (the CA's own keys), then `subscriber`, `issuance`, `status` and `timestamp`. `profile`
/// says what the certificates look like, `lint` checks each against RFC 5280 before it is signed.
@NullMarked
package vn.kyso.certificate;

import org.jspecify.annotations.NullMarked;
