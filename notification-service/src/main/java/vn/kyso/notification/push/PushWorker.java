package vn.kyso.notification.push;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.event.SignerReachedEvent;
import vn.kyso.messaging.WorkItem;
import vn.kyso.messaging.WorkQueue;
import vn.kyso.messaging.Worker;

/// Tells one device about one request, and tries again until the request's deadline. The call to the push service
/// runs outside any transaction; after a crash in between a device may be told twice, and the second push replaces
/// the first.
@Component
class PushWorker implements Worker {
    static final String QUEUE = "push";

    private static final Logger LOG = LoggerFactory.getLogger(PushWorker.class);

    /// Calls mostly wait for a push service.
    private static final int CONCURRENCY = 16;

    private final Notices notices;
    private final PushSubscriptions subscriptions;
    private final PushCalls calls;
    private final SignerReached reached;
    private final WorkQueue work;
    private final TransactionTemplate transaction;
    private final JsonMapper json;
    private final InstantSource clock;
    private final MeterRegistry metrics;

    PushWorker(
            Notices notices,
            PushSubscriptions subscriptions,
            PushCalls calls,
            SignerReached reached,
            WorkQueue work,
            TransactionTemplate transaction,
            JsonMapper json,
            InstantSource clock,
            MeterRegistry metrics) {
        this.notices = notices;
        this.subscriptions = subscriptions;
        this.calls = calls;
        this.reached = reached;
        this.work = work;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
        this.metrics = metrics;
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
    public int concurrency() {
        return CONCURRENCY;
    }

    @Override
    public void work(WorkItem item) {
        Notices.Key key = json.readValue(item.payload(), Notices.Key.class);
        Optional<Notices.Waiting> waiting = notices.waiting(key);
        Optional<PushCalls.Called> called = waiting.flatMap(w -> calls.call(key.deviceId(), w.message()));
        if (waiting.isEmpty() || called.isEmpty()) {
            settle(item, key, Notices.State.WITHDRAWN, "nothing to tell, or nowhere");
            return;
        }
        record(item, key, waiting.get(), called.get().target(), called.get().outcome());
    }

    private void record(
            WorkItem item, Notices.Key key, Notices.Waiting waiting, PushTarget target, PushOutcome outcome) {
        switch (outcome) {
            case PushOutcome.Accepted accepted -> accepted(item, key, waiting, target.channel());
            case PushOutcome.Gone gone -> {
                LOG.info(
                        "A {} subscription of device {} has ended: {}",
                        target.channel().id(),
                        key.deviceId(),
                        gone.why());
                transaction.executeWithoutResult(status -> {
                    subscriptions.ended(key.deviceId(), target);
                    notices.settle(key, Notices.State.GONE, gone.why());
                    if (!work.finish(item)) {
                        status.setRollbackOnly();
                    }
                });
            }
            case PushOutcome.Refused refused -> {
                LOG.warn("A push by {} was refused: {}", target.channel().id(), refused.why());
                settle(item, key, Notices.State.REFUSED, refused.why());
            }
            case PushOutcome.TryLater later -> work.retryLater(item, calls.pause(item.attempt(), later), later.why());
        }
    }

    private void accepted(WorkItem item, Notices.Key key, Notices.Waiting waiting, Channel channel) {
        Instant now = clock.instant();
        Boolean stands = transaction.execute(status -> {
            if (!work.finish(item)) {
                status.setRollbackOnly();
                return false;
            }
            notices.settle(key, Notices.State.SENT, channel.id());
            reached.say(
                    new SignerReachedEvent.NotificationSent(key.requestId(), channel.id(), waiting.deviceName(), now),
                    item.tenant());
            return true;
        });
        if (Boolean.TRUE.equals(stands) && key.telling() == 0) {
            metrics.timer("kyso.push.reached", "channel", channel.id()).record(waiting.since(now));
        }
    }

    @Override
    public void expired(WorkItem item) {
        settle(item, json.readValue(item.payload(), Notices.Key.class), Notices.State.EXPIRED, "the deadline passed");
        metrics.counter("kyso.push.expired").increment();
    }

    private void settle(WorkItem item, Notices.Key key, Notices.State state, String why) {
        transaction.executeWithoutResult(status -> {
            notices.settle(key, state, why);
            if (!work.finish(item)) {
                status.setRollbackOnly();
            }
        });
    }
}
