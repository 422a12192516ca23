/// CMS signatures (RFC 5652) in the profile of PAdES baseline (ETSI EN 319 142-1), RFC 3161 timestamps, OCSP (RFC
/// 6960) and CRLs (RFC 5280): built and verified.
///
/// Not here: PDF, keys, databases, and the decision whom to trust: anchors and moments are always the caller's. The
/// one thing that speaks to the outside is [HttpTimestampSource]; addresses that strangers name are fetched
/// elsewhere.
@NullMarked
package vn.kyso.cades;

import org.jspecify.annotations.NullMarked;
