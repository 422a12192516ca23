/// The time-stamp authority (RFC 3161): says that a digest existed at a moment. Knows neither subscribers nor
/// databases.
@NullMarked
package vn.kyso.certificate.timestamp;

import org.jspecify.annotations.NullMarked;
