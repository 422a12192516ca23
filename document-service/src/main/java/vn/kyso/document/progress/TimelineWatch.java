package vn.kyso.document.progress;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/// The one connection of this instance that listens for changes made by others. While it is broken, streams live on
/// their slow looks.
@Component
class TimelineWatch implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(TimelineWatch.class);
    private static final int LOOK_MILLIS = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final JdbcConnectionDetails database;
    private final TimelineSignals signals;
    private volatile CountDownLatch stopped = new CountDownLatch(0);
    private volatile @Nullable Thread thread;

    TimelineWatch(JdbcConnectionDetails database, TimelineSignals signals) {
        this.database = database;
        this.signals = signals;
    }

    @Override
    public void start() {
        stopped = new CountDownLatch(1);
        thread = Thread.ofVirtual().name("timeline-watch").start(this::watch);
    }

    private void watch() {
        while (isRunning()) {
            try (Connection connection = connect()) {
                listen(connection);
            } catch (SQLException e) {
                LOG.warn("The connection that listens for progress is broken; making a new one", e);
                pause();
            }
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        setIfKnown(properties, "user", database.getUsername());
        setIfKnown(properties, "password", database.getPassword());
        properties.setProperty("ApplicationName", "document-service timeline");
        properties.setProperty("tcpKeepAlive", "true");
        return DriverManager.getConnection(database.getJdbcUrl(), properties);
    }

    private static void setIfKnown(Properties properties, String name, @Nullable String value) {
        if (value != null) {
            properties.setProperty(name, value);
        }
    }

    private void listen(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen " + TimelineSignals.CHANNEL);
        }
        PGConnection postgres = connection.unwrap(PGConnection.class);
        while (isRunning()) {
            PGNotification[] notifications = postgres.getNotifications(LOOK_MILLIS);
            if (notifications != null) {
                for (PGNotification notification : notifications) {
                    tell(notification.getParameter());
                }
            }
        }
    }

    private void tell(String requests) {
        for (String request : requests.split(" ")) {
            try {
                signals.tellHere(UUID.fromString(request));
            } catch (IllegalArgumentException e) {
                LOG.warn("A notification that is no request's identifier is left aside", e);
            }
        }
    }

    private void pause() {
        try {
            if (stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Stopping");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
        Thread watcher = thread;
        if (watcher != null) {
            try {
                watcher.join(Duration.ofMillis(2L * LOOK_MILLIS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return stopped.getCount() > 0;
    }
}
