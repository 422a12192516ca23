package vn.kyso.frame.limit;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.RateLimits;

/// Token buckets in the service's database: one statement takes a token or finds none, so instances can't both
/// take the last one. Where their clocks differ the bucket goes by the one that is ahead.
class StoredBuckets implements RateLimits {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    StoredBuckets(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void take(String bucket, int perMinute) {
        if (perMinute < 1) {
            throw new IllegalArgumentException("A bucket takes at least one call a minute");
        }
        boolean taken = jdbc.sql("""
                        insert into frame_rate_limit as kept (bucket, tokens, updated_at)
                        values (:bucket, :full - 1, :now)
                        on conflict (bucket) do update set
                            tokens = least(:full, kept.tokens
                                + greatest(0, extract(epoch from excluded.updated_at - kept.updated_at)) * :full / 60)
                                - 1,
                            updated_at = greatest(kept.updated_at, excluded.updated_at)
                        where least(:full, kept.tokens
                            + greatest(0, extract(epoch from excluded.updated_at - kept.updated_at)) * :full / 60) >= 1
                        """)
                        .param("bucket", bucket)
                        .param("full", (double) perMinute)
                        .param("now", now())
                        .update()
                == 1;
        if (!taken) {
            throw new ProblemException(
                            ProblemType.RATE_LIMITED, "At most " + perMinute + " such calls a minute are taken.")
                    .with("retryAfterSeconds", Math.max(1, Math.ceilDiv(60, perMinute)));
        }
    }

    /// A bucket that was not touched for a minute is full, which is what a missing one is.
    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT1M")
    void forgetFull() {
        jdbc.sql("delete from frame_rate_limit where updated_at < :old")
                .param("old", now().minusMinutes(2))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
