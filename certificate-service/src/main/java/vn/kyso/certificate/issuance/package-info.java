/// How certificates come about: issued by this CA for a key that the signing-service holds, or imported from
/// another CA. Subjects are written from the subscriber's record, whatever a request says.
@NullMarked
package vn.kyso.certificate.issuance;

import org.jspecify.annotations.NullMarked;
