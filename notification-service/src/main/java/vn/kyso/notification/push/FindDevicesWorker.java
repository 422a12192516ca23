package vn.kyso.notification.push;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.SignerReachedEvent;
import vn.kyso.messaging.CatchUp;
import vn.kyso.messaging.WorkItem;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.messaging.Worker;
import vn.kyso.notification.device.Devices;

/// Looks again for the devices of a signer who had none when the request came: they may just not have been heard of.
/// If there still is none after a few seconds, the requester is told so.
@Component
class FindDevicesWorker implements Worker {
    static final String QUEUE = "find-devices";

    private static final Duration PAUSE = Duration.ofMillis(500);

    /// Longer than an event takes on a busy day; short against a request's minutes.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Devices devices;
    private final Notices notices;
    private final SignerReached reached;
    private final WorkQueue work;
    private final CatchUp catchUp;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final InstantSource clock;

    FindDevicesWorker(
            Devices devices,
            Notices notices,
            SignerReached reached,
            WorkQueue work,
            CatchUp catchUp,
            TransactionTemplate transaction,
            JsonMapper json,
            InstantSource clock) {
        this.devices = devices;
        this.notices = notices;
        this.reached = reached;
        this.work = work;
        this.catchUp = catchUp;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String queue() {
        return QUEUE;
    }

    @Override
    public boolean keyedBySignRequest() {
        return true;
    }

    @Override
    public void work(WorkItem item) {
        Notice notice = json.readValue(item.payload(), Notice.class);
        Instant now = clock.instant();
        transaction.executeWithoutResult(status -> {
            boolean stands;
            if (!devices.boundTo(notice.signer()).isEmpty()) {
                notices.tellBound(notice, now);
                stands = work.finish(item);
            } else if (mayStillCome(notice, now)) {
                stands = work.retryLater(item, PAUSE, "no device heard of yet");
            } else {
                reached.say(new SignerReachedEvent.NoDevice(notice.requestId(), now), notice.tenant());
                stands = work.finish(item);
            }
            if (!stands) {
                status.setRollbackOnly();
            }
        });
    }

    @Override
    public void expired(WorkItem item) {
        Notice notice = json.readValue(item.payload(), Notice.class);
        transaction.executeWithoutResult(status -> {
            reached.say(new SignerReachedEvent.NoDevice(notice.requestId(), clock.instant()), notice.tenant());
            if (!work.finish(item)) {
                status.setRollbackOnly();
            }
        });
    }

    private boolean mayStillCome(Notice notice, Instant now) {
        return !catchUp.caughtUp(Topic.AUTHENTICATOR_CHANGED)
                || notice.deviceExpected()
                        && Duration.between(notice.askedAt(), now).compareTo(PATIENCE) < 0;
    }
}
