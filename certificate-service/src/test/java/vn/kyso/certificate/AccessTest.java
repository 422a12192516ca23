package vn.kyso.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.testkit.KysoTest;
import vn.kyso.testkit.TestTokens;

/// Who may not call what.
@KysoTest(Service.CERTIFICATE)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = "kyso.status.look-ups-per-minute=5")
class AccessTest {
    private static final String NOBODY = "";

    @LocalServerPort
    private int port;

    record Call(String method, String path) {}

    static List<Call> operatorCalls() {
        return List.of(
                new Call("POST", "/v1/operator/subscribers"),
                new Call("POST", "/v1/operator/certificates"),
                new Call("POST", "/v1/operator/certificates/import"),
                new Call("GET", "/v1/operator/certificates?userId=ICA.001099012345"),
                new Call("POST", "/v1/operator/certificates/00/revocation"),
                new Call("POST", "/v1/operator/certificates/00/suspension"),
                new Call("DELETE", "/v1/operator/certificates/00/suspension"),
                new Call("GET", "/v1/operator/authorities"),
                new Call("POST", "/v1/operator/authorities/issuing/rotation"),
                new Call("POST", "/v1/operator/authorities/00/revocation"));
    }

    @ParameterizedTest
    @MethodSource("operatorCalls")
    void onlyOperatorsActAsOperators(Call call) {
        assertThat(status(call, NOBODY)).isEqualTo(401);
        assertThat(status(call, TestTokens.requester("demo"))).isEqualTo(401);
        assertThat(status(call, TestTokens.service(Service.SIGNING, Service.CERTIFICATE)))
                .isEqualTo(401);
        assertThat(status(call, TestTokens.operator("lan", Service.CERTIFICATE) + "x"))
                .isEqualTo(401);
    }

    @Test
    void onlyRequestersWithTheScopeLookUp() {
        Call call = new Call("GET", "/v1/certificates?userId=ICA.001099012345");
        assertThat(status(call, NOBODY)).isEqualTo(401);
        assertThat(status(call, TestTokens.operator("lan", Service.CERTIFICATE)))
                .isEqualTo(401);
        assertThat(status(call, TestTokens.requester("demo", "documents:write signatures:request")))
                .isEqualTo(403);
    }

    @Test
    void onlyTheTwoServicesAskInside() {
        Call call = new Call("GET", "/v1/internal/certificates/x");
        assertThat(status(call, NOBODY)).isEqualTo(401);
        assertThat(status(call, TestTokens.operator("lan", Service.CERTIFICATE)))
                .isEqualTo(401);
        assertThat(status(call, TestTokens.requester("demo"))).isEqualTo(401);
        assertThat(status(call, TestTokens.service(Service.NOTIFICATION, Service.CERTIFICATE)))
                .isEqualTo(403);
        assertThat(status(call, TestTokens.service(Service.SIGNING, Service.DOCUMENT)))
                .isEqualTo(401);
    }

    @Test
    void lookUpsOfOneTenantAreLimitedWithoutTroublingAnother() {
        Api api = new Api(port);
        String path = "/v1/certificates?userId=ICA.079099000001";
        for (int i = 0; i < 5; i++) {
            api.get(path, TestTokens.requester("greedy", "certificates:read")).expect(404);
        }
        Api.Answer limited = api.get(path, TestTokens.requester("greedy", "certificates:read"))
                .expect(429);
        assertThat(limited.code()).isEqualTo("rate-limited");
        assertThat(limited.headers()).containsKey("retry-after");
        api.get(path, TestTokens.requester("other", "certificates:read")).expect(404);
    }

    @Test
    void whatVerifiersNeedIsForEverybody() {
        Api api = new Api(port);
        for (String path : List.of(
                "/pki/ca/root.crt",
                "/pki/ca/root.pem",
                "/pki/ca/issuing.crt",
                "/pki/crl/root.crl",
                "/pki/crl/issuing.crl",
                "/actuator/health/readiness",
                "/actuator/health/liveness",
                "/actuator/prometheus",
                "/v3/api-docs")) {
            api.get(path, NOBODY).expect(200);
        }
        for (String path : List.of("/pki/ca/other.crt", "/pki/crl/root.crt", "/pki/ca/", "/pki", "/v1/nothing")) {
            assertThat(api.get(path, NOBODY).status()).as(path).isIn(401, 404);
        }
    }

    @Test
    void encodedSlashesArePassedNowhereButToOcsp() {
        Api api = new Api(port);
        assertThat(api.get("/v1/operator%2Fcertificates", TestTokens.operator("lan", Service.CERTIFICATE))
                        .status())
                .isEqualTo(400);
        assertThat(api.get("/pki/ocsp/..%2F..%2Fv1%2Fcertificates", NOBODY).status())
                .isIn(200, 400);
        assertThat(api.get("/pki/ocsp/../ca/root.crt", NOBODY).status()).isIn(200, 400, 404);
    }

    private int status(Call call, String token) {
        HttpRequest.Builder request = new Api(port)
                .request(call.path(), token)
                .header("Content-Type", "application/json")
                .method(
                        call.method(),
                        call.method().equals("POST")
                                ? HttpRequest.BodyPublishers.ofString("{}")
                                : HttpRequest.BodyPublishers.noBody());
        return Api.send(request).status();
    }
}
