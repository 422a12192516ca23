package vn.kyso.cli;

import vn.kyso.contracts.problem.ProblemType;

/// What a command ends with; a contract with scripts.
public final class ExitCodes {
    public static final int DONE = 0;
    public static final int USAGE = 2;
    public static final int DECLINED = 3;
    public static final int EXPIRED = 4;
    public static final int REFUSED = 5;
    public static final int UNAVAILABLE = 6;

    private static final int SERVER_ERRORS = 500;

    private ExitCodes() {}

    /// The exit code of a problem's code: whether trying again later may help, or something has to change first.
    public static int ofReason(String code) {
        return switch (code) {
            case "declined" -> DECLINED;
            case "expired", "approval-late" -> EXPIRED;
            default -> passes(code) ? UNAVAILABLE : REFUSED;
        };
    }

    private static boolean passes(String code) {
        for (ProblemType type : ProblemType.values()) {
            if (type.code().equals(code)) {
                return type.status() >= SERVER_ERRORS;
            }
        }
        return false;
    }
}
