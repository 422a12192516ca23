/// The embedded certification authority's own keys and certificates: made once for an installation, wrapped at
/// rest, renewed before they run out; and the one place where a certificate is signed. Knows no subscriber.
@NullMarked
package vn.kyso.certificate.authority;

import org.jspecify.annotations.NullMarked;
