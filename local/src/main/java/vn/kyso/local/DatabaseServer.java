package vn.kyso.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// A PostgreSQL server on the loopback interface as its superuser sees it.
record DatabaseServer(int port, String password) {
    static final String SUPERUSER = "postgres";

    String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /// Makes a role with a password and a database that it owns, which nobody else may enter. A role that exists
    /// gets the password, a database that exists stays.
    ///
    /// @throws LocalPartException if the server refuses
    void createDatabase(String database, String role, String rolePassword) {
        try (Connection connection = admin();
                Statement statement = connection.createStatement()) {
            String verb = exists(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + literal(role) + "'")
                    ? "ALTER"
                    : "CREATE";
            statement.execute(
                    verb + " ROLE \"" + identifier(role) + "\" LOGIN PASSWORD '" + literal(rolePassword) + "'");
            if (!exists(statement, "SELECT 1 FROM pg_database WHERE datname = '" + literal(database) + "'")) {
                statement.execute("CREATE DATABASE \"" + identifier(database) + "\" OWNER \"" + identifier(role)
                        + "\" STRATEGY FILE_COPY");
                statement.execute("REVOKE ALL ON DATABASE \"" + identifier(database) + "\" FROM PUBLIC");
            }
        } catch (SQLException e) {
            throw new LocalPartException("Database " + database + " could not be made", e);
        }
    }

    @Override
    public String toString() {
        return "DatabaseServer[" + port + "]";
    }

    private Connection admin() throws SQLException {
        return DriverManager.getConnection(url("postgres"), SUPERUSER, password);
    }

    boolean answers() {
        if (!Ports.inUse(port)) {
            return false;
        }
        try (Connection connection = admin()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if ("28P01".equals(e.getSQLState())) {
                throw new LocalPartException("Port " + port + " is held by a PostgreSQL with another password", e);
            }
            return false;
        }
    }

    private static boolean exists(Statement statement, String query) throws SQLException {
        try (var rows = statement.executeQuery(query)) {
            return rows.next();
        }
    }

    private static String identifier(String name) {
        return name.replace("\"", "\"\"");
    }

    private static String literal(String text) {
        return text.replace("'", "''");
    }
}
