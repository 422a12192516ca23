package vn.kyso.messaging;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// What follows a commit, and does not happen without it.
final class AfterCommit {
    private AfterCommit() {}

    /// Runs the action once the caller's transaction has committed, or now where there is none.
    static void run(Runnable action) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            action.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                action.run();
            }
        });
    }

    static void requireTransaction(String act) {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException(act + " belongs into the transaction that changes the state it speaks of");
        }
    }
}
