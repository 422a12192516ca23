package vn.kyso.notification.device;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import vn.kyso.contracts.event.AuthenticatorState;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.Device;
import vn.kyso.frame.ProblemException;

/// The signers' devices as far as this service has heard of them.
@Repository
public class Devices {
    private final JdbcClient jdbc;

    Devices(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// The devices that may be told, the oldest first.
    public List<BoundDevice> boundTo(String signer) {
        return jdbc.sql("""
                        SELECT device_id, name, bound_at FROM device
                        WHERE signer = ? AND status = 'bound' ORDER BY bound_at
                        """).param(signer).query((row, n) -> bound(row)).list();
    }

    /// The devices of the same signer that were bound after `device`, and after `since`, the oldest first.
    public List<BoundDevice> boundAfter(Device device, Instant since) {
        return jdbc.sql("""
                        SELECT d.device_id, d.name, d.bound_at
                        FROM device d JOIN device own ON own.device_id = :own AND own.signer = d.signer
                        WHERE d.signer = :signer AND d.status = 'bound' AND d.device_id <> :own
                          AND d.bound_at > own.bound_at AND d.bound_at > :since
                        ORDER BY d.bound_at
                        """)
                .param("own", device.deviceId())
                .param("signer", device.signer().value())
                .param("since", since.atOffset(ZoneOffset.UTC))
                .query((row, n) -> bound(row))
                .list();
    }

    private static BoundDevice bound(ResultSet row) throws SQLException {
        return new BoundDevice(
                row.getString("device_id"),
                row.getString("name"),
                row.getObject("bound_at", OffsetDateTime.class).toInstant());
    }

    /// Whether anything was heard of the device.
    boolean knows(String deviceId) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM device WHERE device_id = ?)")
                .param(deviceId)
                .query(Boolean.class)
                .single();
    }

    /// Those of the given devices that are revoked.
    public Set<String> revokedAmong(Set<String> deviceIds) {
        if (deviceIds.isEmpty()) {
            return Set.of();
        }
        return Set.copyOf(jdbc.sql("SELECT device_id FROM device WHERE status = 'revoked' AND device_id IN (:ids)")
                .param("ids", deviceIds)
                .query(String.class)
                .list());
    }

    /// Refuses a device that was revoked while its token is still good. One that this service has not heard of yet is
    /// taken: the signing-service vouched for it minutes ago.
    ///
    /// @throws ProblemException `device-revoked`
    public void refuseRevoked(Device device) {
        if (!revokedAmong(Set.of(device.deviceId())).isEmpty()) {
            throw new ProblemException(
                    ProblemType.DEVICE_REVOKED, "This device was revoked. Activate it anew, or use another one.");
        }
    }

    /// Records a device's state.
    ///
    /// @return false if a newer state is known already; nothing was changed then
    boolean record(AuthenticatorState state, long version) {
        return jdbc.sql("""
                        INSERT INTO device (device_id, signer, name, status, version, changed_at, bound_at)
                        VALUES (:id, :signer, :name, :status, :version, :at,
                                CASE WHEN :status = 'bound' THEN :at END)
                        ON CONFLICT (device_id) DO UPDATE
                        SET signer = excluded.signer, name = excluded.name, status = excluded.status,
                            version = excluded.version, changed_at = excluded.changed_at,
                            bound_at = coalesce(device.bound_at, excluded.bound_at)
                        WHERE device.version < excluded.version
                        """)
                        .param("id", state.deviceId())
                        .param("signer", state.signer())
                        .param("name", state.deviceName())
                        .param("status", state.status().name().toLowerCase(Locale.ROOT))
                        .param("version", version)
                        .param("at", state.at().atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
