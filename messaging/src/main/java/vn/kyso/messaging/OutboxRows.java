package vn.kyso.messaging;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;

/// The outbox as a relay sees it, over the relay's own connection.
final class OutboxRows {
    /// The class of the buckets' advisory locks, which are per database ("KYSO").
    private static final int LOCK_CLASS = 0x4B59534F;

    private static final int MOST_ROWS = 500;
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final Connection connection;

    OutboxRows(Connection connection) {
        this.connection = connection;
    }

    /// Makes a connection fit for a relay. Its commits need not reach the disk at once: a deletion that is lost in
    /// a crash of the database only means that those events are sent again.
    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit TO off");
        }
        connection.setAutoCommit(false);
    }

    /// @param seq the order of appending
    record Row(long seq, SignedEvent event) {}

    /// Locks every bucket that no other relay is sending, until [#unlock]. A statement of its own: the rows must be
    /// read by a snapshot taken after the locks, else rows that their former holder has just deleted would be sent
    /// again.
    List<Integer> lockFreeBuckets() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT b FROM generate_series(0, ?) b WHERE pg_try_advisory_xact_lock(?, b)")) {
            statement.setInt(1, TransactionalOutbox.BUCKETS - 1);
            statement.setInt(2, LOCK_CLASS);
            try (ResultSet found = statement.executeQuery()) {
                List<Integer> held = new ArrayList<>();
                while (found.next()) {
                    held.add(found.getInt(1));
                }
                return held;
            }
        }
    }

    /// The oldest rows of these buckets, bounded in number and in bytes, in order.
    List<Row> oldest(Collection<Integer> buckets) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT seq, event_id, event_type, topic, event_key, tenant, version, event_time, payload, signature,
                    traceparent
                FROM messaging_outbox JOIN (
                    SELECT seq, sum(payload_bytes) OVER (ORDER BY seq) - payload_bytes AS before
                    FROM (SELECT seq, payload_bytes FROM messaging_outbox WHERE bucket = ANY (?)
                          ORDER BY seq LIMIT ?) first
                ) bounded USING (seq)
                WHERE before < ? ORDER BY seq""")) {
            statement.setArray(1, integers(buckets));
            statement.setInt(2, MOST_ROWS);
            statement.setInt(3, MOST_BYTES);
            try (ResultSet found = statement.executeQuery()) {
                List<Row> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(row(found));
                }
                return rows;
            }
        }
    }

    boolean existOutside(Collection<Integer> buckets) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT EXISTS (SELECT FROM messaging_outbox WHERE bucket <> ALL (?))")) {
            statement.setArray(1, integers(buckets));
            try (ResultSet found = statement.executeQuery()) {
                return found.next() && found.getBoolean(1);
            }
        }
    }

    void delete(Collection<Long> seqs) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM messaging_outbox WHERE seq = ANY (?)")) {
            statement.setArray(1, connection.createArrayOf("int8", seqs.toArray()));
            statement.executeUpdate();
        }
    }

    /// Ends the transaction, and with it the locks.
    void unlock() throws SQLException {
        connection.commit();
    }

    private Array integers(Collection<Integer> values) throws SQLException {
        return connection.createArrayOf("int4", values.toArray());
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(row.getLong("seq"), signedEvent(row));
    }

    /// An event from a row that has the columns of the outbox, or of the parked events.
    static SignedEvent signedEvent(ResultSet row) throws SQLException {
        String topic = row.getString("topic");
        return new SignedEvent(
                new EventEnvelope(
                        row.getObject("event_id", UUID.class),
                        row.getString("event_type"),
                        Topic.of(topic).orElseThrow(() -> new IllegalStateException("No topic is called " + topic)),
                        row.getString("event_key"),
                        row.getString("tenant"),
                        row.getLong("version"),
                        Instant.parse(row.getString("event_time")),
                        row.getBytes("payload")),
                row.getBytes("signature"),
                row.getString("traceparent"));
    }
}
