package vn.kyso.messaging;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/// Connections beside the service's pool, for the two threads that keep one for good: the relay, which holds locks
/// while the broker answers, and the one that listens for other instances' wake-ups.
final class DirectConnections {
    private final JdbcConnectionDetails details;

    DirectConnections(JdbcConnectionDetails details) {
        this.details = details;
    }

    Connection open(String purpose) throws SQLException {
        Properties properties = new Properties();
        if (details.getUsername() != null) {
            properties.setProperty("user", details.getUsername());
        }
        if (details.getPassword() != null) {
            properties.setProperty("password", details.getPassword());
        }
        properties.setProperty("ApplicationName", "kyso-" + purpose);
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("connectTimeout", "5");
        return DriverManager.getConnection(details.getJdbcUrl(), properties);
    }
}
