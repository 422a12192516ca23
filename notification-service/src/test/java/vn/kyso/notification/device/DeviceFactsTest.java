package vn.kyso.notification.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.event.AuthenticatorState.Status;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.notification.Phone;
import vn.kyso.notification.Platform;

/// What the signing-service says of devices twice, late or before what it follows.
@ExtendWith(Platform.Ends.class)
class DeviceFactsTest {
    private final Platform platform = Platform.running();
    private final SignerRef signer = Platform.signer();
    private final Devices devices = platform.bean(0, Devices.class);

    @Test
    void aDeviceWhoseRevocationCameBeforeItsBindingStaysRevoked() {
        Phone phone = platform.unheardOf(signer);
        platform.say(phone, Status.REVOKED, 2);
        platform.say(phone, Status.BOUND, 1);
        assertRevoked(phone);
    }

    @Test
    void whatIsSaidTwiceTakesEffectOnce() {
        Phone phone = platform.unheardOf(signer);
        EventEnvelope bound = platform.say(phone, Status.BOUND, 1);
        assertThat(devices.boundTo(signer.value())).hasSize(1);
        assertThat(phone.get("/v1/inbox").status()).isEqualTo(200);
        EventEnvelope revoked = platform.say(phone, Status.REVOKED, 2);
        assertRevoked(phone);

        platform.signing().send(revoked);
        platform.signing().send(bound);
        platform.say(phone, Status.BOUND, 1);
        platform.say(phone, Status.BOUND, 2);
        platform.say(phone, Status.REVOKED, 2);
        assertRevoked(phone);
    }

    private void assertRevoked(Phone phone) {
        assertThat(devices.boundTo(signer.value())).isEmpty();
        Phone.Answer answer = phone.get("/v1/inbox");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("code").asString()).isEqualTo("device-revoked");
    }
}
