package vn.kyso.frame;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import vn.kyso.contracts.problem.ProblemType;

/// An expected refusal on its way to the caller, who reads it as a problem (RFC 9457) with the type's status, `type`,
/// `title` and `code`, this detail and these members. It is not logged as an error.
public final class ProblemException extends RuntimeException {
    private static final Set<String> RESERVED = Set.of("type", "title", "status", "detail", "instance", "code");

    private final ProblemType type;
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    /// @param detail for the caller: what is wrong this time and what can be done; nothing about keys or internals
    public ProblemException(ProblemType type, String detail) {
        super(detail);
        this.type = type;
    }

    /// For a refusal that something else caused; the cause stays on our side.
    public ProblemException(ProblemType type, String detail, Throwable cause) {
        super(detail, cause);
        this.type = type;
    }

    /// Adds a member to the problem, such as the name of the field.
    ///
    /// @param value anything that becomes JSON
    /// @throws IllegalArgumentException if every problem has that member already
    public ProblemException with(String member, Object value) {
        if (RESERVED.contains(member)) {
            throw new IllegalArgumentException("Every problem has the member " + member);
        }
        members.put(member, value);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    /// What the caller reads about this occurrence.
    public String detail() {
        return String.valueOf(getMessage());
    }

    /// The members added to it, in their order.
    public Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }
}
