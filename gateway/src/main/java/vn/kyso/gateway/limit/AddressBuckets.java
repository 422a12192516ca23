package vn.kyso.gateway.limit;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Token buckets of one instance, in memory: what they hold back must cost nothing. They hold a minute's calls and fill
/// steadily; of the least recently used ones, which are full or nearly so, only so many are kept. Thread-safe.
final class AddressBuckets {
    private static final int MOST = 100_000;
    /// Whoever has one IPv6 address has the 2^64 beside it.
    private static final int IPV6_NETWORK_BYTES = 8;

    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Level> levels = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Level> eldest) {
            return size() > MOST;
        }
    };

    private record Level(double calls, Instant at) {}

    AddressBuckets(InstantSource clock) {
        this.clock = clock;
    }

    /// Takes a call out of the bucket of that address.
    ///
    /// @return false if it is empty
    boolean take(String what, String address, int perMinute) {
        String bucket = what + " " + network(address);
        Instant now = clock.instant();
        lock.lock();
        try {
            Level level = levels.get(bucket);
            double calls =
                    level == null ? perMinute : Math.min(perMinute, level.calls() + gained(level, now, perMinute));
            if (calls < 1) {
                return false;
            }
            levels.put(bucket, new Level(calls - 1, now));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private static double gained(Level level, Instant now, int perMinute) {
        double seconds = Duration.between(level.at(), now).toMillis() / 1000.0;
        return Math.max(0, seconds) * perMinute / 60;
    }

    private static String network(String address) {
        byte[] bytes;
        try {
            bytes = InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException e) {
            // Not how servers write addresses: all such share one bucket.
            return "?";
        }
        byte[] network = bytes.length == 4 ? bytes : Arrays.copyOf(bytes, IPV6_NETWORK_BYTES);
        return java.util.HexFormat.of().formatHex(network);
    }
}
