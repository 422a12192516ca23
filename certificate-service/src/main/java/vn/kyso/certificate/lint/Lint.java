package vn.kyso.certificate.lint;

import java.util.Optional;
import vn.kyso.certificate.profile.CertificateDraft;

/// One rule for certificates. Rules have no state, and none relies on another having passed.
interface Lint {
    /// Where the rule comes from.
    String source();

    /// What is wrong, in words for the operator; empty if the rule holds or does not apply to the draft's
    /// profile.
    ///
    /// @throws IllegalArgumentException or IllegalStateException if what it looks at can't be read: also a
    ///     violation
    Optional<String> violation(CertificateDraft draft);

    /// The rule's name in messages and vectors.
    default String id() {
        return getClass().getSimpleName();
    }

    /// A violation if the condition does not hold.
    static Optional<String> require(boolean condition, String otherwise) {
        return condition ? Optional.empty() : Optional.of(otherwise);
    }
}
