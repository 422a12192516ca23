package vn.kyso.notification.device;

import java.time.InstantSource;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.event.AuthenticatorState;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.EventUnreadableException;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.messaging.EventListener;
import vn.kyso.messaging.UnprocessableEventException;

/// Hears which devices the signing-service bound and revoked, and lets a signer's other devices know of a new one.
@Component
class AuthenticatorListener implements EventListener {
    private final Devices devices;
    private final ApplicationEventPublisher publisher;
    private final InstantSource clock;

    AuthenticatorListener(Devices devices, ApplicationEventPublisher publisher, InstantSource clock) {
        this.devices = devices;
        this.publisher = publisher;
        this.clock = clock;
    }

    @Override
    public Topic topic() {
        return Topic.AUTHENTICATOR_CHANGED;
    }

    @Override
    public void on(EventEnvelope event) {
        AuthenticatorState state = read(event);
        if (!state.deviceId().equals(event.key())) {
            throw new UnprocessableEventException(
                    ProblemType.EVENT_REFUSED, "The event's key is not the device that it speaks of");
        }
        boolean first = !devices.knows(state.deviceId());
        if (!devices.record(state, event.version())) {
            return;
        }
        switch (state.status()) {
            case BOUND -> {
                if (first) {
                    tellTheOthers(state);
                }
            }
            case REVOKED -> publisher.publishEvent(new DeviceRevoked(state.deviceId()));
        }
    }

    private void tellTheOthers(AuthenticatorState state) {
        List<String> others = devices.boundTo(state.signer()).stream()
                .filter(device -> device.boundAt().isBefore(state.at()))
                .map(BoundDevice::deviceId)
                .filter(id -> !id.equals(state.deviceId()))
                .toList();
        FurtherDeviceBound bound = new FurtherDeviceBound(
                state.signer(), new BoundDevice(state.deviceId(), state.deviceName(), state.at()), others);
        if (!others.isEmpty() && bound.isNews(clock.instant())) {
            publisher.publishEvent(bound);
        }
    }

    private static AuthenticatorState read(EventEnvelope event) {
        try {
            if (EventTypes.payloadOf(event) instanceof AuthenticatorState state) {
                return state;
            }
        } catch (EventUnreadableException e) {
            throw new UnprocessableEventException(ProblemType.EVENT_UNREADABLE, String.valueOf(e.getMessage()), e);
        }
        throw new UnprocessableEventException(ProblemType.EVENT_UNREADABLE, "Not about a device");
    }
}
