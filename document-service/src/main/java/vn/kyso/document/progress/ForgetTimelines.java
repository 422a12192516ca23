package vn.kyso.document.progress;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Thins out the timelines of requests that are long over: how they ended stays, what led there goes. Any instance does
/// it, in small transactions.
@Component
class ForgetTimelines {
    private static final int BATCH = 2_000;

    private final JdbcClient jdbc;
    private final Settings settings;
    private final InstantSource clock;

    /// @param keep how long a timeline stays whole
    @ConfigurationProperties("kyso.timeline")
    record Settings(@DefaultValue("400d") Duration keep) {
        Settings {
            if (keep.compareTo(Duration.ofDays(1)) < 0) {
                throw new IllegalArgumentException("kyso.timeline.keep is a day at least");
            }
        }
    }

    ForgetTimelines(JdbcClient jdbc, Settings settings, InstantSource clock) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT15M", fixedDelayString = "PT24H")
    void forget() {
        int removed;
        do {
            // Watchers end with the last entry, which therefore stays.
            removed = jdbc.sql("""
                            delete from timeline where (request, sequence) in
                                (select t.request, t.sequence from timeline t join sign_request r on r.id = t.request
                                 where t.at < :before and r.state = 'finished' and t.sequence < r.timeline_end
                                 limit :batch for update of t skip locked)
                            """)
                    .param("before", clock.instant().minus(settings.keep()).atOffset(ZoneOffset.UTC))
                    .param("batch", BATCH)
                    .update();
        } while (removed == BATCH);
    }
}
