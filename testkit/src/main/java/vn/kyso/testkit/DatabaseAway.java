package vn.kyso.testkit;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// A database that nobody reaches while this is open: its connections are ended and no others are let in.
public final class DatabaseAway implements AutoCloseable {
    private final EmbeddedParts.Database database;
    /// Of the same server, because orders about a database come from another.
    private final EmbeddedParts.Database neighbour;

    private DatabaseAway(EmbeddedParts.Database database, EmbeddedParts.Database neighbour) {
        this.database = database;
        this.neighbour = neighbour;
    }

    /// @param database one of [EmbeddedParts#newDatabase], whose role owns it
    public static DatabaseAway of(EmbeddedParts.Database database) {
        DatabaseAway away = new DatabaseAway(database, EmbeddedParts.newDatabase("away_neighbour"));
        away.say(away.neighbour, "GRANT CONNECT ON DATABASE " + name(away.neighbour) + " TO PUBLIC");
        away.allowConnections(false);
        return away;
    }

    /// The database comes back.
    @Override
    public void close() {
        allowConnections(true);
    }

    private void allowConnections(boolean allowed) {
        say(database, "ALTER DATABASE " + name(database) + " ALLOW_CONNECTIONS " + allowed);
        String literal = name(database).replace('"', '\'');
        say(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = " + literal);
    }

    private void say(EmbeddedParts.Database as, String sql) {
        try (Connection connection = DriverManager.getConnection(neighbour.url(), as.username(), as.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The test's server refused: " + sql, e);
        }
    }

    private static String name(EmbeddedParts.Database database) {
        return '"' + database.url().substring(database.url().lastIndexOf('/') + 1) + '"';
    }
}
