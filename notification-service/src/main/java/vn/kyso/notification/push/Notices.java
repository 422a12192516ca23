package vn.kyso.notification.push;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.messaging.NewWork;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.notification.device.BoundDevice;
import vn.kyso.notification.device.Devices;

/// What is to be told to which device: one row and one piece of work each.
@Repository
public class Notices {
    private final JdbcClient jdbc;
    private final WorkQueue work;
    private final Devices devices;
    private final JsonMapper json;
    private final InstantSource clock;

    Notices(JdbcClient jdbc, WorkQueue work, Devices devices, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.work = work;
        this.devices = devices;
        this.json = json;
        this.clock = clock;
    }

    /// Records, in the caller's transaction, that every device of the signer which wants pushes is told. A signer
    /// without any device is looked for a little later once more, since no order holds between topics.
    public void tell(Notice notice) {
        Instant now = clock.instant();
        if (!now.isBefore(notice.until())) {
            return;
        }
        if (devices.boundTo(notice.signer()).isEmpty()) {
            if (notice.telling() == 0) {
                work.add(new NewWork(
                        FindDevicesWorker.QUEUE,
                        notice.requestId(),
                        notice.tenant(),
                        json.writeValueAsString(notice),
                        now,
                        notice.until()));
            }
            return;
        }
        tellBound(notice, now);
    }

    /// As [#tell], for a signer whose devices are known.
    void tellBound(Notice notice, Instant now) {
        for (String device : subscribed(notice.signer())) {
            boolean added = jdbc.sql("""
                            INSERT INTO push_notice
                                (request_id, device_id, telling, requester, asked_at, approve_until)
                            VALUES (:request, :device, :telling, :requester, :asked, :until)
                            ON CONFLICT DO NOTHING
                            """)
                            .param("request", notice.requestId())
                            .param("device", device)
                            .param("telling", notice.telling())
                            .param("requester", notice.requester())
                            .param("asked", notice.askedAt().atOffset(ZoneOffset.UTC))
                            .param("until", notice.until().atOffset(ZoneOffset.UTC))
                            .update()
                    == 1;
            if (added) {
                Key key = new Key(notice.requestId(), device, notice.telling());
                work.add(new NewWork(
                        PushWorker.QUEUE,
                        notice.requestId() + "/" + device + "/" + notice.telling(),
                        notice.tenant(),
                        json.writeValueAsString(key),
                        now,
                        notice.until()));
            }
        }
    }

    /// Records, in the caller's transaction, that there is nothing more to tell about the request.
    public void withdraw(String requestId) {
        jdbc.sql("""
                        UPDATE push_notice SET state = 'withdrawn', settled_at = :now
                        WHERE request_id = :request AND state = 'waiting'
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("request", requestId)
                .update();
    }

    Optional<Waiting> waiting(Key key) {
        return jdbc.sql("""
                        SELECT n.requester, n.asked_at, n.approve_until, d.name
                        FROM push_notice n JOIN device d ON d.device_id = n.device_id AND d.status = 'bound'
                        WHERE n.request_id = :request AND n.device_id = :device AND n.telling = :telling
                          AND n.state = 'waiting'
                        """)
                .param("request", key.requestId())
                .param("device", key.deviceId())
                .param("telling", key.telling())
                .query((row, n) -> new Waiting(
                        new PushMessage.RequestWaits(
                                key.requestId(),
                                row.getString("requester"),
                                row.getObject("approve_until", OffsetDateTime.class)
                                        .toInstant()),
                        row.getString("name"),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /// Records how telling a device ended, in the caller's transaction.
    void settle(Key key, State state, String why) {
        jdbc.sql("""
                        UPDATE push_notice SET state = :state, why = :why, settled_at = :now
                        WHERE request_id = :request AND device_id = :device AND telling = :telling
                          AND state = 'waiting'
                        """)
                .param("state", state.name().toLowerCase(java.util.Locale.ROOT))
                .param("why", why)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("request", key.requestId())
                .param("device", key.deviceId())
                .param("telling", key.telling())
                .update();
    }

    private List<String> subscribed(String signer) {
        List<String> bound =
                devices.boundTo(signer).stream().map(BoundDevice::deviceId).toList();
        if (bound.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("SELECT device_id FROM push_subscription WHERE device_id IN (:bound) AND signer = :signer")
                .param("bound", bound)
                .param("signer", signer)
                .query(String.class)
                .list();
    }

    /// Names one telling of one device.
    record Key(String requestId, String deviceId, long telling) {}

    /// A device that is still to be told.
    record Waiting(PushMessage message, String deviceName, Instant askedAt) {
        Duration since(Instant now) {
            return Duration.between(askedAt, now);
        }
    }

    /// How telling a device ended.
    enum State {
        SENT,
        WITHDRAWN,
        GONE,
        REFUSED,
        EXPIRED
    }
}
