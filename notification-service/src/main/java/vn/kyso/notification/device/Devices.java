package vn.kyso.notification.device;

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
        return jdbc.sql("SELECT device_id, name FROM device WHERE signer = ? AND status = 'bound' ORDER BY changed_at")
                .param(signer)
                .query((row, n) -> new BoundDevice(row.getString("device_id"), row.getString("name")))
                .list();
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
                        INSERT INTO device (device_id, signer, name, status, version, changed_at)
                        VALUES (:id, :signer, :name, :status, :version, :at)
                        ON CONFLICT (device_id) DO UPDATE
                        SET signer = excluded.signer, name = excluded.name, status = excluded.status,
                            version = excluded.version, changed_at = excluded.changed_at
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
