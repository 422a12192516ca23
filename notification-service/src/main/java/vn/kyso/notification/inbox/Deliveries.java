package vn.kyso.notification.inbox;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.event.SignerReachedEvent;
import vn.kyso.frame.Device;
import vn.kyso.notification.push.SignerReached;

/// Which request was shown by which device's open stream, told to the requester once per device.
@Component
class Deliveries {
    private static final String CHANNEL = "inbox";

    private final JdbcClient jdbc;
    private final SignerReached reached;
    private final TransactionTemplate transaction;
    private final InstantSource clock;

    Deliveries(JdbcClient jdbc, SignerReached reached, TransactionTemplate transaction, InstantSource clock) {
        this.jdbc = jdbc;
        this.reached = reached;
        this.transaction = transaction;
        this.clock = clock;
    }

    /// Records what a stream has sent.
    void shown(Device device, List<String> requests) {
        if (requests.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            for (String request : requests.stream().sorted().toList()) {
                jdbc.sql("""
                                INSERT INTO inbox_delivery (request_id, device_id, delivered_at)
                                SELECT request_id, :device, :now FROM inbox_request
                                WHERE request_id = :request AND signer = :signer
                                ON CONFLICT DO NOTHING
                                RETURNING (SELECT tenant FROM inbox_request r WHERE r.request_id = :request)
                                """)
                        .param("device", device.deviceId())
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .param("request", request)
                        .param("signer", device.signer().value())
                        .query(String.class)
                        .optional()
                        .ifPresent(tenant -> reached.say(
                                new SignerReachedEvent.NotificationSent(request, CHANNEL, device.name(), now), tenant));
            }
        });
    }
}
