package vn.kyso.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.frame.Calls.Answer;
import vn.kyso.testkit.KysoTest;
import vn.kyso.testkit.TestKeys;
import vn.kyso.testkit.TestTokens;

/// Operators' tokens: for one service and one call each.
@KysoTest(Service.CERTIFICATE)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, classes = PlainService.class)
class OperatorAccessTest {
    @LocalServerPort
    int port;

    private Calls calls;

    @BeforeEach
    void calls() {
        calls = new Calls(port);
    }

    @Test
    void admitsOperators() {
        Answer answer = call(TestTokens.operator("lan", Service.CERTIFICATE));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("name").asString()).isEqualTo("lan");
        assertThat(call(signed(right())).status())
                .as("what the tests below alter")
                .isEqualTo(200);
    }

    @Test
    void refusesOtherCallersTokens() {
        assertInvalid(call(TestTokens.requester("demo")));
        assertInvalid(call(TestTokens.service(Service.SIGNING, Service.CERTIFICATE)));
        assertInvalid(call(signed(right().issuer(TestKeys.PUBLIC_URL))));
        PrivateKey requesters = TestKeys.requesterTokens().getPrivate();
        assertInvalid(call(Es256Tokens.make(right().build(), requesters, "JWT")));
        assertInvalid(call(Es256Tokens.make(right().build(), TestKeys.operator().getPrivate(), "at+jwt")));
    }

    @Test
    void refusesATokenForAnotherService() {
        Arrays.stream(Service.values())
                .filter(service -> service != Service.CERTIFICATE)
                .forEach(other -> assertInvalid(call(TestTokens.operator("lan", other))));
        for (List<String> audience : List.of(
                List.<String>of(),
                List.of("kyso-operator"),
                List.of("certificate-service"),
                List.of("kyso-operator/certificate-service", "kyso-operator/signing-service"))) {
            assertInvalid(call(signed(right().audience(audience))));
        }
    }

    @Test
    void takesATokenOnce() {
        String token = TestTokens.operator("lan", Service.CERTIFICATE);

        assertThat(call(token).status()).isEqualTo(200);
        assertInvalid(call(token));
        assertThat(call(TestTokens.operator("lan", Service.CERTIFICATE)).status())
                .isEqualTo(200);
    }

    @Test
    void refusesATokenWithoutAnIdOfItsOwn() {
        assertInvalid(call(signed(right().jwtID(null))));
        assertInvalid(call(signed(right().jwtID(" "))));
        assertInvalid(call(signed(right().jwtID("x".repeat(257)))));
    }

    @Test
    void refusesATokenOutOfItsTimeOrOfALongLife() {
        Instant now = Instant.now();

        assertInvalid(call(TestTokens.operator("lan", Service.CERTIFICATE, now.minusSeconds(331))));
        assertInvalid(call(signed(right().issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(301))))));
    }

    private Answer call(String token) {
        return calls.get("/v1/operator/things", "Authorization", "Bearer " + token);
    }

    private static void assertInvalid(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("unauthenticated");
        assertThat(answer.header("www-authenticate")).contains("error=\"invalid_token\"");
    }

    private static JWTClaimsSet.Builder right() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer("kyso-operator")
                .audience("kyso-operator/certificate-service")
                .subject("lan")
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)));
    }

    private static String signed(JWTClaimsSet.Builder claims) {
        return Es256Tokens.make(claims.build(), TestKeys.operator().getPrivate(), "JWT");
    }
}
