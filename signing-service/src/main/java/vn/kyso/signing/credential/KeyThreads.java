package vn.kyso.signing.credential;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A bounded number of platform threads on which keys are used: as many as the store has sessions, because calls into
/// native code would pin virtual threads, and a queue that refuses before it grows beyond what can be answered in time.
final class KeyThreads implements AutoCloseable {
    private static final int WAITING_PER_THREAD = 64;

    private final ThreadPoolExecutor executor;
    private final Duration patience;

    KeyThreads(int threads, Duration patience) {
        this.patience = patience;
        this.executor = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(threads * WAITING_PER_THREAD),
                Thread.ofPlatform().name("key-", 1).daemon().factory());
    }

    /// @throws KeyUnavailableException if the use fails, or does not come to an end in time
    <T> T run(String what, Callable<T> use) {
        Future<T> future;
        try {
            future = executor.submit(use);
        } catch (RejectedExecutionException e) {
            throw new KeyUnavailableException(what + ": too many wait for the key store", e);
        }
        try {
            return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            future.cancel(true);
            throw new KeyUnavailableException(what + ": the key store did not answer within " + patience, e);
        } catch (ExecutionException e) {
            throw new KeyUnavailableException(what + ": the key store failed", e);
        } catch (InterruptedException e) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            throw new KeyUnavailableException(what + ": interrupted", e);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
