package vn.kyso.messaging;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;

/// Tells trouble that passes (the database is away, overloaded, or chose this transaction to break a deadlock),
/// which is waited for, from trouble that doesn't, which isn't.
final class Trouble {
    private Trouble() {}

    static boolean passes(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException
                    || cause instanceof RecoverableDataAccessException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof CannotCreateTransactionException
                    || (cause instanceof SQLException sql && passes(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }

    /// SQLSTATE classes (PostgreSQL, appendix A): connection, transaction rollback, insufficient resources, object
    /// not in prerequisite state (lock not available), operator intervention, system error. 25006 is a standby
    /// after failover.
    private static boolean passes(@Nullable String state) {
        return state != null
                && (state.startsWith("08")
                        || state.startsWith("40")
                        || state.startsWith("53")
                        || state.startsWith("55")
                        || state.startsWith("57")
                        || state.startsWith("58")
                        || state.equals("25006"));
    }
}
