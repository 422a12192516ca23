/// Subscribers' certificates and whether they hold: the register, its changes, what is published about them
/// (events, OCSP, CRLs), and the look-ups. Does not issue.
@NullMarked
package vn.kyso.certificate.status;

import org.jspecify.annotations.NullMarked;
