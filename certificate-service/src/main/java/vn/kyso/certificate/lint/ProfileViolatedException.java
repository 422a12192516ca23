package vn.kyso.certificate.lint;

import java.util.List;
import java.util.stream.Collectors;

/// The certificate would violate its profile and was not signed.
public final class ProfileViolatedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Lints.Violation> violations;

    ProfileViolatedException(List<Lints.Violation> violations) {
        super(violations.stream().map(Lints.Violation::toString).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    public List<Lints.Violation> violations() {
        return violations;
    }
}
