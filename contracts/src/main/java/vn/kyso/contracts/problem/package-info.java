/// Every typed problem (RFC 9457) and refusal reason of the platform, in one place.
@NullMarked
package vn.kyso.contracts.problem;

import org.jspecify.annotations.NullMarked;
