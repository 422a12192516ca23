package vn.kyso.document.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Tells the streams of this instance at once, and those of the others by one NOTIFY for all that changed in a short
/// while: a NOTIFY in every transaction would serialise the database's commits.
@Component
class TimelineSignals {
    static final String CHANNEL = "kyso_timeline";

    private static final Logger LOG = LoggerFactory.getLogger(TimelineSignals.class);

    /// A NOTIFY carries less than 8,000 bytes.
    private static final int REQUESTS_PER_NOTIFY = 200;

    private final JdbcClient jdbc;
    private final Set<UUID> changed = ConcurrentHashMap.newKeySet();
    private final List<Consumer<UUID>> here = new CopyOnWriteArrayList<>();

    TimelineSignals(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void onChange(Consumer<UUID> listener) {
        here.add(listener);
    }

    void changed(UUID request) {
        changed.add(request);
        tellHere(request);
    }

    void tellHere(UUID request) {
        here.forEach(listener -> listener.accept(request));
    }

    @Scheduled(fixedDelay = 25)
    void tellOthers() {
        if (changed.isEmpty()) {
            return;
        }
        List<UUID> batch = new ArrayList<>();
        for (UUID request : changed) {
            if (batch.size() == REQUESTS_PER_NOTIFY) {
                break;
            }
            batch.add(request);
        }
        batch.forEach(changed::remove);
        try {
            jdbc.sql("select pg_notify(:channel, :requests)")
                    .param("channel", CHANNEL)
                    .param(
                            "requests",
                            String.join(" ", batch.stream().map(UUID::toString).toList()))
                    .query()
                    .singleRow();
        } catch (DataAccessException e) {
            LOG.warn("Other instances were not told of changes; their streams find them at their next look", e);
        }
    }
}
