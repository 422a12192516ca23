package vn.kyso.notification.device;

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

/// Hears which devices the signing-service bound and revoked.
@Component
class AuthenticatorListener implements EventListener {
    private final Devices devices;
    private final ApplicationEventPublisher publisher;

    AuthenticatorListener(Devices devices, ApplicationEventPublisher publisher) {
        this.devices = devices;
        this.publisher = publisher;
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
        if (devices.record(state, event.version()) && state.status() == AuthenticatorState.Status.REVOKED) {
            publisher.publishEvent(new DeviceRevoked(state.deviceId()));
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
