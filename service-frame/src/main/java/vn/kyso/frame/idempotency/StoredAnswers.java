package vn.kyso.frame.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The table of keys. Every statement here commits by itself, so a key is seen by all instances at once.
class StoredAnswers {
    /// How long a key stays taken after its instance was last heard of.
    static final Duration LEASE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    StoredAnswers(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Whose key it is.
    record Key(String tenant, String caller, String value) {
        Map<String, Object> columns() {
            return Map.of("tenant", tenant, "caller", caller, "key", value);
        }
    }

    /// @param answer null while the call runs
    record Row(
            byte[] fingerprint,
            UUID lease,
            Instant leasedUntil,
            @Nullable Answer answer) {}

    /// @param body wrapped; null for an answer without body
    record Answer(int status, String headers, byte @Nullable [] body) {}

    /// Takes a key that nobody has used yet.
    boolean take(Key key, byte[] fingerprint, UUID lease) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        insert into frame_idempotency (tenant, caller, key, fingerprint, lease, leased_until, created_at)
                        values (:tenant, :caller, :key, :fingerprint, :lease, :until, :now)
                        on conflict do nothing
                        """)
                        .params(key.columns())
                        .param("fingerprint", fingerprint)
                        .param("lease", lease)
                        .param("until", time(now.plus(LEASE)))
                        .param("now", time(now))
                        .update()
                == 1;
    }

    /// Takes over a key whose instance hasn't been heard of for the length of a lease.
    boolean takeOver(Key key, UUID from, UUID lease) {
        Instant now = clock.instant();
        return jdbc.sql("""
                        update frame_idempotency set lease = :lease, leased_until = :until
                        where tenant = :tenant and caller = :caller and key = :key
                          and lease = :from and answered_at is null and leased_until <= :now
                        """)
                        .params(key.columns())
                        .param("lease", lease)
                        .param("from", from)
                        .param("until", time(now.plus(LEASE)))
                        .param("now", time(now))
                        .update()
                == 1;
    }

    Optional<Row> find(Key key) {
        return jdbc.sql("""
                        select fingerprint, lease, leased_until, status, headers, body from frame_idempotency
                        where tenant = :tenant and caller = :caller and key = :key
                        """).params(key.columns()).query(StoredAnswers::row).optional();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        int status = row.getInt("status");
        Answer answer = row.wasNull() ? null : new Answer(status, row.getString("headers"), row.getBytes("body"));
        return new Row(
                row.getBytes("fingerprint"),
                row.getObject("lease", UUID.class),
                row.getObject("leased_until", OffsetDateTime.class).toInstant(),
                answer);
    }

    /// Keeps the answer, unless the key was taken over meanwhile.
    boolean keep(UUID lease, Key key, Answer answer) {
        return jdbc.sql("""
                        update frame_idempotency
                        set answered_at = :now, status = :status, headers = :headers, body = :body
                        where tenant = :tenant and caller = :caller and key = :key
                          and lease = :lease and answered_at is null
                        """)
                        .params(key.columns())
                        .param("now", time(clock.instant()))
                        .param("status", answer.status())
                        .param("headers", answer.headers())
                        .param("body", answer.body())
                        .param("lease", lease)
                        .update()
                == 1;
    }

    /// Gives the key back: the call has created nothing.
    void free(UUID lease, Key key) {
        jdbc.sql("""
                        delete from frame_idempotency
                        where tenant = :tenant and caller = :caller and key = :key
                          and lease = :lease and answered_at is null
                        """).params(key.columns()).param("lease", lease).update();
    }

    void renew(Collection<UUID> leases) {
        if (!leases.isEmpty()) {
            jdbc.sql("update frame_idempotency set leased_until = :until where lease in (:leases)")
                    .param("until", time(clock.instant().plus(LEASE)))
                    .param("leases", leases)
                    .update();
        }
    }

    void forget(Duration retention) {
        Instant now = clock.instant();
        jdbc.sql("""
                        delete from frame_idempotency
                        where created_at < :old and (answered_at is not null or leased_until < :now)
                        """)
                .param("old", time(now.minus(retention)))
                .param("now", time(now))
                .update();
    }

    Instant now() {
        return clock.instant();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    static byte[] digest(String fingerprint) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(fingerprint.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
