package vn.kyso.document.document;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Places of one instance for what takes its room or time, with a share for each tenant: whoever sends more than a
/// share waits behind the tenant's own, not in front of others. Thread-safe.
public final class Places {
    private final Semaphore all;
    private final int each;

    /// Of tenants that hold a place or wait for one.
    private final Map<String, Share> shares = new HashMap<>();

    private static final class Share {
        private final Semaphore places;
        private int users;

        Share(int each) {
            this.places = new Semaphore(each, true);
        }
    }

    /// A place that is held until it is closed.
    public final class Place implements AutoCloseable {
        private final String tenant;
        private final Share share;

        private Place(String tenant, Share share) {
            this.tenant = tenant;
            this.share = share;
        }

        @Override
        public void close() {
            all.release();
            share.places.release();
            leave(tenant, share);
        }
    }

    /// @param all places there are
    /// @param each how many of them one tenant holds at a time
    public Places(int all, int each) {
        if (all < 1 || each < 1) {
            throw new IllegalArgumentException("There is a place at least, for every tenant");
        }
        this.all = new Semaphore(all, true);
        this.each = each;
    }

    /// Takes a place, in the order of asking within a tenant and then between tenants.
    ///
    /// @param atMost how long to wait for it; nothing asks without waiting
    /// @return empty where none became free in that time
    public Optional<Place> take(String tenant, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        Share share = enter(tenant);
        boolean ofShare = false;
        boolean taken = false;
        try {
            ofShare = share.places.tryAcquire(left(deadline), TimeUnit.NANOSECONDS);
            taken = ofShare && all.tryAcquire(left(deadline), TimeUnit.NANOSECONDS);
            return taken ? Optional.of(new Place(tenant, share)) : Optional.empty();
        } finally {
            if (!taken) {
                if (ofShare) {
                    share.places.release();
                }
                leave(tenant, share);
            }
        }
    }

    /// Callers that wait for a place now.
    synchronized int waiting() {
        return all.getQueueLength()
                + shares.values().stream()
                        .mapToInt(share -> share.places.getQueueLength())
                        .sum();
    }

    private static long left(long deadline) {
        return Math.max(0, deadline - System.nanoTime());
    }

    private synchronized Share enter(String tenant) {
        Share share = shares.computeIfAbsent(tenant, _ -> new Share(each));
        share.users++;
        return share;
    }

    private synchronized void leave(String tenant, Share share) {
        share.users--;
        if (share.users == 0) {
            shares.remove(tenant);
        }
    }
}
