package vn.kyso.notification.push;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.messaging.NewWork;
import vn.kyso.messaging.WorkItem;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.messaging.Worker;
import vn.kyso.notification.device.Devices;
import vn.kyso.notification.device.FurtherDeviceBound;

/// Tells each device of a signer, by a push, that another one was bound: the signer may not have done it. One piece of
/// work for each, tried for a day; whoever opens the app reads it there for longer.
@Component
class DeviceNotices implements Worker {
    private static final String QUEUE = "push-device";
    private static final Duration PATIENCE = Duration.ofDays(1);
    private static final Logger LOG = LoggerFactory.getLogger(DeviceNotices.class);

    private final PushCalls calls;
    private final PushSubscriptions subscriptions;
    private final Devices devices;
    private final WorkQueue work;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final InstantSource clock;

    DeviceNotices(
            PushCalls calls,
            PushSubscriptions subscriptions,
            Devices devices,
            WorkQueue work,
            TransactionTemplate transaction,
            JsonMapper json,
            InstantSource clock) {
        this.calls = calls;
        this.subscriptions = subscriptions;
        this.devices = devices;
        this.work = work;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /// @param deviceId the device that is told
    private record DeviceNotice(String deviceId, PushMessage.DeviceBound message) {}

    /// In the transaction that records the device.
    @EventListener
    void on(FurtherDeviceBound bound) {
        Instant until = bound.device().boundAt().plus(PATIENCE);
        Instant now = clock.instant();
        if (!now.isBefore(until)) {
            return;
        }
        PushMessage.DeviceBound message = new PushMessage.DeviceBound(
                bound.device().deviceId(), bound.device().name(), bound.device().boundAt(), until);
        for (String other : bound.others()) {
            work.add(new NewWork(
                    QUEUE,
                    message.deviceId() + "/" + other,
                    EventEnvelope.PLATFORM,
                    json.writeValueAsString(new DeviceNotice(other, message)),
                    now,
                    until));
        }
    }

    @Override
    public String queue() {
        return QUEUE;
    }

    @Override
    public boolean keyedBySignRequest() {
        return false;
    }

    @Override
    public void work(WorkItem item) {
        DeviceNotice notice = json.readValue(item.payload(), DeviceNotice.class);
        boolean overtaken = !devices.revokedAmong(
                        Set.of(notice.deviceId(), notice.message().deviceId()))
                .isEmpty();
        Optional<PushCalls.Called> called =
                overtaken ? Optional.empty() : calls.call(notice.deviceId(), notice.message());
        if (called.isEmpty()) {
            finish(item);
            return;
        }
        switch (called.get().outcome()) {
            case PushOutcome.Accepted _ -> finish(item);
            case PushOutcome.Gone gone -> {
                LOG.info("The subscription of device {} has ended: {}", notice.deviceId(), gone.why());
                transaction.executeWithoutResult(status -> {
                    subscriptions.ended(notice.deviceId(), called.get().target());
                    if (!work.finish(item)) {
                        status.setRollbackOnly();
                    }
                });
            }
            case PushOutcome.Refused refused -> {
                LOG.warn("Device {} was not told of another one: {}", notice.deviceId(), refused.why());
                finish(item);
            }
            case PushOutcome.TryLater later -> work.retryLater(item, calls.pause(item.attempt(), later), later.why());
        }
    }

    @Override
    public void expired(WorkItem item) {
        LOG.warn("A device was not told of another one within {}", PATIENCE);
        finish(item);
    }

    private void finish(WorkItem item) {
        transaction.executeWithoutResult(status -> {
            if (!work.finish(item)) {
                status.setRollbackOnly();
            }
        });
    }
}
