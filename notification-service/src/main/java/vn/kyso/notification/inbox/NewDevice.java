package vn.kyso.notification.inbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import vn.kyso.notification.device.BoundDevice;

/// A device that its signer got beside the one that is told of it.
///
/// @param status `bound`, or `revoked` where it has been since
record NewDevice(String deviceId, String name, Instant boundAt, String status) implements News {
    static NewDevice of(BoundDevice device) {
        return new NewDevice(device.deviceId(), device.name(), device.boundAt(), "bound");
    }

    static NewDevice of(ResultSet row) throws SQLException {
        return new NewDevice(
                row.getString("device_id"),
                row.getString("name"),
                row.getObject("bound_at", OffsetDateTime.class).toInstant(),
                row.getString("status"));
    }
}
