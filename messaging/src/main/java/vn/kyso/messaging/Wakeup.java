package vn.kyso.messaging;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Lets one thread wait until another has something for it. A signal given while nobody waits is kept; several are
/// one.
final class Wakeup {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition signalled = lock.newCondition();
    private boolean pending;

    void signal() {
        lock.lock();
        try {
            pending = true;
            signalled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Returns when signalled, or after `atMost`.
    ///
    /// @return whether a signal came
    boolean await(Duration atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (!pending && left > 0) {
                left = signalled.awaitNanos(left);
            }
            boolean came = pending;
            pending = false;
            return came;
        } finally {
            lock.unlock();
        }
    }

    /// Waits at least this long, whatever comes.
    static void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }
}
