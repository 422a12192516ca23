/// The audit log: rows that commit with the act, one sealer that chains and signs them, and the check of both.
///
/// What it proves: no sealed row was changed, removed, added or moved without the service's identity key. What it
/// can't prove by itself: that the newest seals were not cut off together with their rows. So every seal is also
/// written to the service's log (`audit sealed`), which is kept elsewhere, and
/// [vn.kyso.frame.audit.AuditVerifier] takes the last seal that its caller knows of.
@NullMarked
package vn.kyso.frame.audit;

import org.jspecify.annotations.NullMarked;
