package vn.kyso.frame;

import java.util.Map;

/// What happened, for those who have to prove it. One sealer per service chains the rows and signs them in
/// batches with the service's identity key, within seconds.
public interface AuditLog {
    /// Adds a row in the caller's transaction: it stands if and only if the act does. Without one it stands at once.
    ///
    /// @param action the act, such as `certificate-looked-up`
    /// @param subject what it was about: an identifier or keyed hash, no personal data
    /// @param actor who acted, such as `requester:demo-client` or `operator:lan`
    /// @param tenant empty where the act belongs to no tenant
    /// @param details what else must be provable; no secrets
    void record(String action, String subject, String actor, String tenant, Map<String, String> details);
}
