package vn.kyso.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.kyso.approval.ActivationCode;
import vn.kyso.approval.Assertion;
import vn.kyso.approval.FurtherDevice;
import vn.kyso.approval.authenticator.SoftwareAuthenticator;

/// A code for a further device: who may have it made, and who can read it.
class FurtherDeviceTest extends SigningServiceTest {
    private static final String USER = "ICA.001099012380";
    private static final String PATH = "/v1/devices/activations";

    private final TestCodeKey codeKey = new TestCodeKey();
    private Phone own = Phone.none();
    private String token = "";

    @BeforeAll
    void bindOne() {
        own = Phone.bind(api, activation(USER));
        token = own.token(api, "devices");
    }

    @Test
    void aFurtherPhoneNeedsTheUserAtThisOne() throws GeneralSecurityException {
        FurtherDevice what = begin(codeKey);

        assertThat(post(Map.of("codeKey", codeKey.publicJwk())).status()).isIn(400, 422);
        assertThat(answer(what, codeKey, false).code()).isEqualTo("passkey-invalid");
        assertThat(answer(what, codeKey, true).code())
                .as("a nonce counts once, right or wrong")
                .isEqualTo("passkey-invalid");

        Api.Answer made = answer(begin(codeKey), codeKey, true);
        assertThat(made.status()).isEqualTo(201);
        String code = codeKey.open(made.body().path("encryptedCode").asString());
        assertThat(Phone.bind(api, code).signer).isEqualTo(own.signer);
    }

    @Test
    void whoeverCarriesTheAnswerCanNotReadTheCode() throws GeneralSecurityException {
        JsonNode answer = answer(begin(codeKey), codeKey, true).body();

        assertThat(answer.propertyNames()).containsExactlyInAnyOrder("encryptedCode", "expiresAt");
        answer.valueStream()
                .flatMap(value -> List.of(value.asString().split("\\.")).stream())
                .forEach(part -> assertThat(ActivationCode.parse(part)).isEmpty());
        String encrypted = answer.path("encryptedCode").asString();
        assertThat(ActivationCode.parse(codeKey.open(encrypted))).isPresent();
        assertThatThrownBy(() -> new TestCodeKey().open(encrypted)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void anotherKeyThanThePasskeySignedGetsNoCode() {
        FurtherDevice what = begin(codeKey);
        TestCodeKey thiefs = new TestCodeKey();
        long refusals = auditRows("further-device-refused", own.deviceId);

        assertThat(answer(what, thiefs, true).code()).isEqualTo("passkey-invalid");

        assertThat(auditRows("further-device-refused", own.deviceId)).isEqualTo(refusals + 1);
    }

    @Test
    void aConfirmationIsForOneDeviceAndInTime() {
        FurtherDevice anothers = begin(Phone.bind(api, activation(USER)), codeKey);
        begin(codeKey);
        assertThat(answer(anothers, codeKey, true).code()).isEqualTo("passkey-invalid");

        FurtherDevice what = begin(codeKey);
        jdbc.sql("UPDATE confirmation SET expires_at = now() - interval '1 second' WHERE device_id = ?::uuid")
                .params(own.deviceId)
                .update();
        assertThat(answer(what, codeKey, true).code()).isEqualTo("passkey-invalid");
    }

    @Test
    void theKeyIsAPublicOneOnTheRightCurve() throws JOSEException {
        FurtherDevice what = begin(codeKey);
        Map<String, Object> offTheCurve = new LinkedHashMap<>(codeKey.publicJwk());
        offTheCurve.put("y", offTheCurve.get("x"));
        ECKey whole = new ECKeyGenerator(Curve.P_256).generate();
        ECKey otherCurve = new ECKeyGenerator(Curve.P_384).generate().toPublicJWK();

        for (Map<String, Object> key : List.<Map<String, Object>>of(
                Map.of(),
                Map.of("kty", "oct", "k", "AAAA"),
                offTheCurve,
                whole.toJSONObject(),
                otherCurve.toJSONObject())) {
            Api.Answer refused = post(body(what, key, true));
            assertThat(refused.code()).as("%s", key.keySet()).isEqualTo("invalid-field");
            assertThat(refused.body().path("field").asString()).isEqualTo("codeKey");
        }
        assertThat(post(Map.of("assertion", assertion(what, true))).status()).isIn(400, 422);
        assertThat(answer(what, codeKey, true).status())
                .as("a key that can't be read uses nothing up")
                .isEqualTo(201);
    }

    private FurtherDevice begin(TestCodeKey key) {
        return begin(own, key);
    }

    private FurtherDevice begin(Phone phone, TestCodeKey key) {
        JsonNode wanted = api.device(
                        phone.device, phone.token(api, "devices"), "POST", "/v1/devices/confirmations", null)
                .body();
        return new FurtherDevice(
                wanted.path("rpId").asString(),
                wanted.path("deviceId").asString(),
                wanted.path("nonce").asString(),
                key.thumbprint());
    }

    private Api.Answer answer(FurtherDevice what, TestCodeKey key, boolean userVerified) {
        return post(body(what, key.publicJwk(), userVerified));
    }

    private Map<String, Object> body(FurtherDevice what, Map<String, Object> key, boolean userVerified) {
        return Map.of("assertion", assertion(what, userVerified), "codeKey", key);
    }

    private Map<String, Object> assertion(FurtherDevice what, boolean userVerified) {
        Assertion made = own.assertion(what.digest(), userVerified);
        return SoftwareAuthenticator.response(made);
    }

    private Api.Answer post(Object body) {
        return api.device(own.device, token, "POST", PATH, body);
    }
}
