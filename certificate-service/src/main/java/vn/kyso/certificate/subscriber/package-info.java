/// People and organisations that certificates are issued to, by userID. Knows nothing of certificates.
@NullMarked
package vn.kyso.certificate.subscriber;

import org.jspecify.annotations.NullMarked;
