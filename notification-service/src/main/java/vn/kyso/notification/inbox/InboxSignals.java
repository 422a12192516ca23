package vn.kyso.notification.inbox;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Carries «this signer's inbox changed» to every instance: at once within this one, by PostgreSQL's NOTIFY to the
/// others. Notifications are gathered and sent outside the transactions that caused them, because a NOTIFY within
/// each halves the rate at which PostgreSQL commits; one that is lost is made good by the streams' own poll.
@Component
class InboxSignals implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(InboxSignals.class);
    private static final String CHANNEL = "kyso_inbox";

    /// A payload is limited to 8,000 bytes; a signer's reference has 43.
    private static final int SIGNERS_PER_NOTIFICATION = 100;

    private static final int WAIT_MILLIS = 500;
    private static final long RECONNECT_MILLIS = 1_000;

    private final JdbcClient jdbc;
    private final JdbcConnectionDetails database;
    private final String instance = UUID.randomUUID().toString();
    private final LinkedBlockingQueue<String> pending = new LinkedBlockingQueue<>();
    private final List<Heard> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean running;
    private @Nullable Thread sender;
    private @Nullable Thread receiver;

    InboxSignals(JdbcClient jdbc, JdbcConnectionDetails database) {
        this.jdbc = jdbc;
        this.database = database;
    }

    /// Whoever wants to hear it on this instance.
    interface Heard {
        void changed(String signer);

        /// Signals may have been missed.
        void missed();
    }

    void listen(Heard heard) {
        listeners.add(heard);
    }

    /// Says, after the commit that changed it, that a signer's inbox changed.
    void changed(String signer) {
        listeners.forEach(heard -> heard.changed(signer));
        pending.add(signer);
    }

    @Override
    public void start() {
        running = true;
        sender = Thread.ofPlatform().name("inbox-notify").daemon().start(this::send);
        receiver = Thread.ofPlatform().name("inbox-listen").daemon().start(this::receive);
    }

    @Override
    public void stop() {
        running = false;
        if (sender != null) {
            sender.interrupt();
        }
        if (receiver != null) {
            receiver.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void send() {
        while (running) {
            try {
                String first = pending.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    Set<String> signers = new HashSet<>(Set.of(first));
                    while (signers.size() < SIGNERS_PER_NOTIFICATION) {
                        String next = pending.poll();
                        if (next == null) {
                            break;
                        }
                        signers.add(next);
                    }
                    jdbc.sql("SELECT pg_notify(?, ?)")
                            .params(CHANNEL, instance + " " + String.join(",", signers))
                            .query((row, n) -> true)
                            .single();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (DataAccessException e) {
                LOG.warn("A change of an inbox was not told to the other instances; their poll will find it", e);
            }
        }
    }

    private void receive() {
        while (running) {
            try (Connection connection = DriverManager.getConnection(
                            database.getJdbcUrl(), database.getUsername(), database.getPassword());
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
                listeners.forEach(Heard::missed);
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (running) {
                    for (PGNotification notification : postgres.getNotifications(WAIT_MILLIS)) {
                        heard(notification.getParameter());
                    }
                }
            } catch (SQLException e) {
                if (running) {
                    LOG.warn("The connection that listens for changes of inboxes is gone: {}", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void heard(String payload) {
        int blank = payload.indexOf(' ');
        if (blank < 0 || payload.substring(0, blank).equals(instance)) {
            return;
        }
        for (String signer : payload.substring(blank + 1).split(",")) {
            listeners.forEach(heard -> heard.changed(signer));
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RECONNECT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
