/// What each kind of certificate of this CA looks like, and the certificate as it stands before it is signed.
/// Knows neither keys nor databases.
@NullMarked
package vn.kyso.certificate.profile;

import org.jspecify.annotations.NullMarked;
