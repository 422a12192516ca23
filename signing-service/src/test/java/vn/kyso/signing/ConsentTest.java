package vn.kyso.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.kyso.approval.FurtherDevice;
import vn.kyso.approval.authenticator.SoftwareAuthenticator;

/// What signers allow tenants, and what it takes.
class ConsentTest extends SigningServiceTest {
    private Phone own = Phone.none();
    private Phone others = Phone.none();
    private String token = "";

    @BeforeAll
    void bindTwoSigners() {
        own = Phone.bind(api, activation("ICA.001099012377"));
        others = Phone.bind(api, activation("ICA.001099012381"));
    }

    @BeforeEach
    void beginWithoutConsents() {
        token = own.token(api, "devices");
        for (JsonNode consent : consents(own)) {
            call("DELETE", consent.path("tenant").asString(), null);
        }
    }

    @Test
    void consentsAreTheSignersOwn() {
        assertThat(own.consent(api, TENANT, true, false).status()).isEqualTo(204);

        assertThat(consents(own)).hasSize(1);
        assertThat(consents(own).at("/0/withoutCode").asBoolean()).isTrue();
        assertThat(consents(others)).isEmpty();
        assertThat(call("DELETE", TENANT, null).status()).isEqualTo(204);
        assertThat(consents(own)).isEmpty();
    }

    @Test
    void toAskWithoutACodeTakesThePasskey() {
        Api.Answer refused = call("PUT", TENANT, body(true, null));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("passkey-invalid");
        assertThat(consents(own)).isEmpty();
    }

    @Test
    void thePasskeysWordIsForOneTenantOnce() {
        Map<String, Object> forOther = own.consentWithoutCode(api, "other");
        assertThat(call("PUT", TENANT, body(true, forOther)).code()).isEqualTo("passkey-invalid");
        assertThat(call("PUT", "other", body(true, forOther)).code())
                .as("its nonce is used up")
                .isEqualTo("passkey-invalid");

        Map<String, Object> good = own.consentWithoutCode(api, TENANT);
        assertThat(call("PUT", TENANT, body(true, good)).status()).isEqualTo(204);
        call("DELETE", TENANT, null);
        assertThat(call("PUT", TENANT, body(true, good)).code()).isEqualTo("passkey-invalid");
        assertThat(consents(own)).isEmpty();
    }

    @Test
    void anotherSignersPasskeyOrAnotherConfirmationIsNoConsent() {
        Map<String, Object> theirs = others.consentWithoutCode(api, TENANT);
        own.consentWithoutCode(api, TENANT);
        assertThat(call("PUT", TENANT, body(true, theirs)).code()).isEqualTo("passkey-invalid");

        JsonNode wanted = api.device(own.device, token, "POST", "/v1/devices/confirmations", null)
                .body();
        FurtherDevice device = new FurtherDevice(
                wanted.path("rpId").asString(),
                wanted.path("deviceId").asString(),
                wanted.path("nonce").asString(),
                new TestCodeKey().thumbprint());
        Map<String, Object> forDevice = SoftwareAuthenticator.response(own.assertion(device.digest(), true));
        assertThat(call("PUT", TENANT, body(true, forDevice)).code()).isEqualTo("passkey-invalid");
        assertThat(consents(own)).isEmpty();
    }

    @Test
    void whatNarrowsTakesTheDeviceAlone() {
        assertThat(call("PUT", TENANT, Map.of("withoutCode", false, "blocked", true))
                        .status())
                .isEqualTo(204);
        assertThat(consents(own).at("/0/blocked").asBoolean()).isTrue();
        own.consent(api, TENANT, true, true);
        assertThat(call("PUT", TENANT, Map.of("withoutCode", true, "blocked", false))
                        .status())
                .as("it holds already")
                .isEqualTo(204);
        assertThat(consents(own).at("/0/withoutCode").asBoolean()).isTrue();
        assertThat(call("PUT", TENANT, body(false, null)).status()).isEqualTo(204);
        assertThat(call("PUT", TENANT, body(true, null)).code())
                .as("what was withdrawn takes the passkey again")
                .isEqualTo("passkey-invalid");
    }

    private static Map<String, Object> body(boolean withoutCode, @Nullable Map<String, Object> assertion) {
        return assertion == null
                ? Map.of("withoutCode", withoutCode, "blocked", false)
                : Map.of("withoutCode", withoutCode, "blocked", false, "assertion", assertion);
    }

    private Api.Answer call(String method, String tenant, @Nullable Map<String, Object> body) {
        return api.device(own.device, token, method, "/v1/consents/" + tenant, body);
    }

    private JsonNode consents(Phone phone) {
        return api.device(phone.device, phone.token(api, "devices"), "GET", "/v1/consents", null)
                .body()
                .path("consents");
    }
}
