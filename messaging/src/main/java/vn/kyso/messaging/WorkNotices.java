package vn.kyso.messaging;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lets instances help each other: who has more due work than hands tells the others, at most every 50 ms and
/// outside any transaction (a NOTIFY in every commit halves PostgreSQL's commit rate). Notices may be lost; polling
/// makes good.
final class WorkNotices {
    private static final Logger LOG = LoggerFactory.getLogger(WorkNotices.class);
    private static final String CHANNEL = "messaging_work";
    private static final Duration BETWEEN_NOTICES = Duration.ofMillis(50);
    private static final int LISTEN_MILLIS = 30_000;
    private static final BackOff TROUBLE = new BackOff(Duration.ofMillis(500), Duration.ofSeconds(10));

    private final DirectConnections connections;
    private final String instance = UUID.randomUUID().toString();
    private final Set<String> pending = ConcurrentHashMap.newKeySet();
    private final Wakeup wakeup = new Wakeup();
    private volatile boolean running;
    private volatile @Nullable Connection listening;
    private @Nullable Thread listener;
    private @Nullable Thread sender;

    WorkNotices(DirectConnections connections) {
        this.connections = connections;
    }

    /// @param heard gets the name of each queue in which another instance has more than it can take
    /// @param missed run when notices may have been lost
    void start(Consumer<String> heard, Runnable missed) {
        running = true;
        listener = Thread.ofPlatform().name("work-notices").daemon().start(() -> listenForEver(heard, missed));
        sender = Thread.ofVirtual().name("work-notices-out").start(this::sendForEver);
    }

    void moreThanThisInstanceCanTake(String queue) {
        if (pending.add(queue)) {
            wakeup.signal();
        }
    }

    void stop() {
        running = false;
        interrupt(sender);
        interrupt(listener);
        Connection open = listening;
        if (open != null) {
            try {
                open.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("The listening connection was closed already", e);
            }
        }
    }

    private void listenForEver(Consumer<String> heard, Runnable missed) {
        for (int failures = 0; running; failures++) {
            try (Connection connection = connections.open("work-notices");
                    Statement statement = connection.createStatement()) {
                listening = connection;
                statement.execute("LISTEN " + CHANNEL);
                missed.run();
                failures = 0;
                while (running) {
                    PGNotification[] notices =
                            connection.unwrap(PGConnection.class).getNotifications(LISTEN_MILLIS);
                    for (PGNotification notice : notices) {
                        hear(notice.getParameter(), heard);
                    }
                }
            } catch (SQLException e) {
                if (running) {
                    LOG.warn("Other instances' notices can't be heard at the moment: {}", e.getMessage());
                    if (!pause(TROUBLE.after(failures + 1))) {
                        return;
                    }
                }
            }
        }
    }

    private void hear(String notice, Consumer<String> heard) {
        int space = notice.indexOf(' ');
        if (space > 0 && !notice.startsWith(instance)) {
            heard.accept(notice.substring(space + 1));
        }
    }

    private void sendForEver() {
        for (int failures = 0; running; failures++) {
            try {
                wakeup.await(Duration.ofMinutes(1));
                if (pending.isEmpty()) {
                    continue;
                }
                send();
                failures = 0;
                Wakeup.pause(BETWEEN_NOTICES);
            } catch (SQLException e) {
                LOG.warn("Other instances can't be told of work at the moment: {}", e.getMessage());
                if (!pause(TROUBLE.after(failures + 1))) {
                    return;
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// Over a connection of its own while there is something to say; notices come in bursts.
    private void send() throws SQLException, InterruptedException {
        try (Connection connection = connections.open("work-notices-out");
                PreparedStatement notify = connection.prepareStatement("SELECT pg_notify(?, ?)")) {
            do {
                for (String queue : Set.copyOf(pending)) {
                    pending.remove(queue);
                    notify.setString(1, CHANNEL);
                    notify.setString(2, instance + " " + queue);
                    notify.execute();
                }
            } while (wakeup.await(Duration.ofSeconds(2)) && running && pauseBetween());
        }
    }

    private static boolean pauseBetween() throws InterruptedException {
        Wakeup.pause(BETWEEN_NOTICES);
        return true;
    }

    private static void interrupt(@Nullable Thread thread) {
        if (thread != null) {
            thread.interrupt();
        }
    }

    private static boolean pause(Duration duration) {
        try {
            Wakeup.pause(duration);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
