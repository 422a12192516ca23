package vn.kyso.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.kyso.approval.ActivationCode;
import vn.kyso.approval.authenticator.Registration;
import vn.kyso.approval.authenticator.SoftwareAuthenticator;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.event.AuthenticatorState;
import vn.kyso.testkit.TestDevice;
import vn.kyso.testkit.TestTokens;

/// How phones are bound, what they may do, and how they are revoked.
class DeviceTest extends SigningServiceTest {
    private static final String USER = "ICA.001099012345";
    private static final String OTHER = "ICA.0312345678";

    private Phone phone = Phone.none();

    @BeforeAll
    void bindOne() {
        phone = Phone.bind(api, activation(USER));
    }

    @AfterEach
    void setTheClockBack() {
        AHEAD.set(Duration.ZERO);
    }

    @Test
    void aBoundPhoneIsAnnouncedAndListed() {
        AuthenticatorState bound =
                neighbours.hear(AuthenticatorState.class, e -> e.deviceId().equals(phone.deviceId));
        assertThat(bound.status()).isEqualTo(AuthenticatorState.Status.BOUND);
        assertThat(bound.deviceKeyThumbprint()).isEqualTo(phone.device.thumbprint());
        Api.Answer list = api.device(phone.device, phone.token(api, "devices"), "GET", "/v1/devices", null);
        assertThat(list.status()).isEqualTo(200);
        JsonNode own = null;
        for (JsonNode device : list.body().path("devices")) {
            own = device.path("id").asString().equals(phone.deviceId) ? device : own;
        }
        assertThat(own).isNotNull();
        assertThat(own.path("current").asBoolean()).isTrue();
        assertThat(own.path("status").asString()).isEqualTo("bound");
    }

    @Test
    void aCodeBindsOnePhoneOnce() {
        String code = activation(USER);
        Phone.bind(api, code);
        Api.Answer again = Phone.start(api, idOf(code), new TestDevice());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("activation-code-used");
    }

    @Test
    void twoPhonesThatBeganWithOneCodeAreNotBothBound() {
        ActivationCode code = ActivationCode.parse(activation(USER)).orElseThrow();
        TestDevice first = new TestDevice();
        TestDevice second = new TestDevice();
        JsonNode firstRun = Phone.start(api, code.activationId(), first).body();
        JsonNode secondRun = Phone.start(api, code.activationId(), second).body();
        assertThat(finish(code, first, firstRun).status()).isEqualTo(201);
        assertThat(finish(code, second, secondRun).status()).isIn(404, 409);
    }

    @Test
    void aCodeExpires() {
        ActivationCode code = ActivationCode.parse(activation(USER)).orElseThrow();
        AHEAD.set(Duration.ofMinutes(15));
        Api.Answer late = Phone.start(api, code.activationId(), new TestDevice());
        assertThat(late.status()).isEqualTo(410);
        assertThat(late.code()).isEqualTo("activation-code-expired");
    }

    @Test
    void fewTriesAndTheRightCodeIsDead() {
        ActivationCode code = ActivationCode.parse(activation(USER)).orElseThrow();
        TestDevice device = new TestDevice();
        JsonNode started = Phone.start(api, code.activationId(), device).body();
        ActivationCode guess = ActivationCode.parse(code.activationId()
                        + ActivationCode.random().typed().replace("-", "").substring(7))
                .orElseThrow();
        for (int i = 0; i < 5; i++) {
            assertThat(finish(guess, device, started).code()).isEqualTo("activation-code-wrong");
        }
        Api.Answer locked = finish(code, device, started);
        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.code()).isEqualTo("activation-locked");
    }

    @Test
    void theCodeItselfIsNotTakenOverTheWire() {
        String code = activation(USER);
        assertThat(Phone.start(api, code, new TestDevice()).code()).isEqualTo("invalid-field");
        assertThat(Phone.start(api, "0000000", new TestDevice()).code()).isEqualTo("activation-code-wrong");
    }

    @Test
    void anotherDeviceKeyCanNotFinish() {
        ActivationCode code = ActivationCode.parse(activation(USER)).orElseThrow();
        TestDevice device = new TestDevice();
        JsonNode started = Phone.start(api, code.activationId(), device).body();
        assertThat(finish(code, new TestDevice(), started).status()).isEqualTo(401);
        assertThat(finish(code, device, started).status()).isEqualTo(201);
    }

    @Test
    void thePasskeyMustBeMadeHereForThisRunWithTheUserVerified() {
        ActivationCode code = ActivationCode.parse(activation(USER)).orElseThrow();
        TestDevice device = new TestDevice();
        JsonNode started = Phone.start(api, code.activationId(), device).body();
        String options = started.path("publicKey").toString();
        var key = SoftwareAuthenticator.newKey();

        Registration unverified = new SoftwareAuthenticator(Phone.ORIGIN).create(options, key, false);
        assertThat(Phone.finish(api, code, device, started, unverified).code()).isEqualTo("passkey-invalid");
        Registration elsewhere = new SoftwareAuthenticator("https://evil.example").create(options, key, true);
        assertThat(Phone.finish(api, code, device, started, elsewhere).code()).isEqualTo("passkey-invalid");
        Registration otherRun =
                new SoftwareAuthenticator(Phone.ORIGIN).create("localhost", new byte[32], new byte[16], key, true);
        assertThat(Phone.finish(api, code, device, started, otherRun).code()).isEqualTo("passkey-invalid");
        assertThat(finish(code, device, started).status()).isEqualTo(201);
    }

    @Test
    void aTokenIsForOneAudienceAndOneDevicesKey() {
        String inbox = phone.token(api, "inbox");
        assertThat(api.device(phone.device, inbox, "GET", "/v1/devices", null).status())
                .isIn(401, 403);
        String devices = phone.token(api, "devices");
        assertThat(api.device(new TestDevice(), devices, "GET", "/v1/devices", null)
                        .status())
                .isEqualTo(401);
        Api.Answer stolenId = api.device(
                new TestDevice(),
                null,
                "POST",
                "/v1/device-tokens",
                Map.of("deviceId", phone.deviceId, "audience", "devices"));
        assertThat(stolenId.status()).isEqualTo(401);
        Api.Answer unknownAudience = api.device(
                phone.device,
                null,
                "POST",
                "/v1/device-tokens",
                Map.of("deviceId", phone.deviceId, "audience", "everything"));
        assertThat(unknownAudience.code()).isEqualTo("invalid-field");
    }

    @Test
    void aRevokedPhoneGetsNoTokenAndItsOldOneDoesNothingHere() {
        Phone lost = Phone.bind(api, activation(USER));
        String token = lost.token(api, "devices");
        Api.Answer revoked =
                api.device(phone.device, phone.token(api, "devices"), "DELETE", "/v1/devices/" + lost.deviceId, null);
        assertThat(revoked.status()).isEqualTo(204);
        neighbours.hear(
                AuthenticatorState.class,
                e -> e.deviceId().equals(lost.deviceId) && e.status() == AuthenticatorState.Status.REVOKED);
        assertThat(api.device(lost.device, token, "GET", "/v1/devices", null).code())
                .isEqualTo("device-revoked");
        Api.Answer refused = api.device(
                lost.device, null, "POST", "/v1/device-tokens", Map.of("deviceId", lost.deviceId, "audience", "inbox"));
        assertThat(refused.code()).isEqualTo("device-revoked");
    }

    @Test
    void signersSeeAndTouchTheirOwnDevicesOnly() {
        Phone theirs = Phone.bind(api, activation(OTHER));
        String token = theirs.token(api, "devices");
        assertThat(api.device(theirs.device, token, "DELETE", "/v1/devices/" + phone.deviceId, null)
                        .status())
                .isEqualTo(404);
        assertThat(api.device(theirs.device, token, "GET", "/v1/devices", null)
                        .body()
                        .toString())
                .doesNotContain(phone.deviceId);
    }

    @Test
    void operatorsCallsNeedAnOperator() {
        assertThat(api.anybody("POST", "/v1/operator/activations", Map.of("userId", USER))
                        .status())
                .isEqualTo(401);
        assertThat(api.requester(TENANT, "/v1/operator/devices?userId=" + USER).status())
                .isIn(401, 403);
        assertThat(api.operator("POST", "/v1/operator/activations", Map.of("userId", "XYZ.1"))
                        .code())
                .isEqualTo("invalid-user-id");
        assertThat(api.operator("GET", "/v1/operator/devices?userId=" + USER, null)
                        .body()
                        .toString())
                .contains(phone.deviceId);
    }

    @Test
    void anOperatorsTokenForAnotherServiceOrOfAnEarlierCallMakesNoCode() {
        String path = "/v1/operator/activations";
        Map<String, String> body = Map.of("userId", "ICA.001099012379");
        assertThat(api.bearer("POST", path, body, TestTokens.operator("lan", Service.CERTIFICATE))
                        .status())
                .isEqualTo(401);
        String token = TestTokens.operator("lan", Service.SIGNING);
        assertThat(api.bearer("POST", path, body, token).status()).isEqualTo(201);
        assertThat(api.bearer("POST", path, body, token).status()).isEqualTo(401);
    }

    @Test
    void aPublicKeyThatSomebodySlippedIntoTheDatabaseAnswersForNobody() {
        Phone own = Phone.bind(api, activation("ICA.001099012378"));
        TestDevice thief = new TestDevice();
        jdbc.sql("UPDATE authenticator SET key_thumbprint = ? WHERE device_id = ?::uuid")
                .params(thief.thumbprint(), own.deviceId)
                .update();
        Api.Answer refused = api.device(
                thief, null, "POST", "/v1/device-tokens", Map.of("deviceId", own.deviceId, "audience", "inbox"));
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.body().has("accessToken")).isFalse();
    }

    private Api.Answer finish(ActivationCode code, TestDevice device, JsonNode started) {
        Registration registration = new SoftwareAuthenticator(Phone.ORIGIN)
                .create(started.path("publicKey").toString(), SoftwareAuthenticator.newKey(), true);
        return Phone.finish(api, code, device, started, registration);
    }

    private static String idOf(String typed) {
        return ActivationCode.parse(typed).orElseThrow().activationId();
    }
}
