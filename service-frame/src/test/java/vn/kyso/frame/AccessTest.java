package vn.kyso.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.frame.Calls.Answer;
import vn.kyso.testkit.KysoTest;
import vn.kyso.testkit.TestDevice;
import vn.kyso.testkit.TestKeys;
import vn.kyso.testkit.TestTokens;

@KysoTest(Service.CERTIFICATE)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, classes = PlainService.class)
class AccessTest {
    private static final SignerRef LAN = SignerRef.of("ICA.001099012345", TestKeys.signerKey());
    private static final String INBOX = TestKeys.PUBLIC_URL + "/v1/inbox";

    @LocalServerPort
    int port;

    @Autowired
    ServiceToken serviceToken;

    private Calls calls;
    private final TestDevice phone = new TestDevice();

    @BeforeEach
    void calls() {
        calls = new Calls(port);
    }

    @Test
    void handsARequesterToItsHandler() {
        Answer answer = bearer("/v1/documents", TestTokens.requester("demo", "documents:write certificates:read"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("tenant").asString()).isEqualTo("demo");
        assertThat(answer.json().path("name").asString()).isEqualTo("Công ty demo");
        assertThat(answer.json().path("subject").asString()).isEqualTo("demo-client");
        assertThat(answer.json().path("scopes")).hasSize(2);
    }

    @Test
    void refusesARequesterWithoutTheScopeAndNamesIt() {
        Answer answer = bearer("/v1/tenant", TestTokens.requester("demo", "documents:write"));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("forbidden");
        assertThat(answer.header("www-authenticate"))
                .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"tenant:admin\"");
    }

    @Test
    void takesNoPartOfAScopeForIt() {
        assertThat(bearer("/v1/documents", TestTokens.requester("demo", "documents:writeable documents:"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void asksForATokenWhereNoneCame() {
        Answer answer = calls.get("/v1/documents");

        assertUnauthenticated(answer);
        assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
    }

    @Test
    void looksAtOneAuthorizationHeaderOnly() {
        String token = TestTokens.requester("demo");
        assertUnauthenticated(
                calls.get("/v1/documents", "Authorization", "Bearer " + token, "Authorization", "Bearer " + token));
        assertUnauthenticated(calls.get("/v1/documents?access_token=" + token));
    }

    @Test
    void refusesARequestersExpiredToken() {
        assertInvalid(bearer(
                "/v1/documents",
                TestTokens.requester("demo", "documents:write", Instant.now().minusSeconds(300 + 31))));
    }

    @Test
    void refusesATokenFromTheFuture() {
        assertInvalid(bearer(
                "/v1/documents",
                TestTokens.requester("demo", "documents:write", Instant.now().plusSeconds(90))));
    }

    static Stream<String> tokensOfOthers() {
        Instant now = Instant.now();
        JWTClaimsSet right = requesterClaims(now).build();
        PrivateKey key = TestKeys.requesterTokens().getPrivate();
        return Stream.of(
                TestTokens.operator("lan", Service.CERTIFICATE),
                TestTokens.device("d1", LAN, "inbox", new TestDevice()),
                Es256Tokens.make(
                        requesterClaims(now).issuer("http://localhost:9999").build(), key, "at+jwt"),
                Es256Tokens.make(requesterClaims(now).audience("kyso-operator").build(), key, "at+jwt"),
                Es256Tokens.make(requesterClaims(now).expirationTime(null).build(), key, "at+jwt"),
                Es256Tokens.make(requesterClaims(now).issueTime(null).build(), key, "at+jwt"),
                Es256Tokens.make(requesterClaims(now).subject(null).build(), key, "at+jwt"),
                Es256Tokens.make(requesterClaims(now).claim("tenant", null).build(), key, "at+jwt"),
                Es256Tokens.make(
                        requesterClaims(now)
                                .claim("tenant", List.of("demo", "other"))
                                .build(),
                        key,
                        "at+jwt"),
                Es256Tokens.make(right, key, "dpop+jwt"),
                Es256Tokens.make(right, TestKeys.operator().getPrivate(), "at+jwt"),
                Es256Tokens.make(right, TestKeys.p256().getPrivate(), "at+jwt"),
                hmacWithThePublicKey(right),
                new PlainJWT(right).serialize(),
                tampered(Es256Tokens.make(right, key, "at+jwt")),
                "not.a.token",
                "e30.e30.");
    }

    @ParameterizedTest
    @MethodSource("tokensOfOthers")
    void refusesEverythingButARequestersTokenFromARequester(String token) {
        assertInvalid(bearer("/v1/documents", token));
    }

    @Test
    void acceptsThatTokenWhenNothingIsWrongWithIt() {
        String token = Es256Tokens.make(
                requesterClaims(Instant.now()).build(),
                TestKeys.requesterTokens().getPrivate(),
                "at+jwt");
        assertThat(bearer("/v1/documents", token).status()).isEqualTo(200);
    }

    @Test
    void takesASessionsTokenThatIsForThisServiceAlone() {
        assertThat(bearer("/v1/documents", TestTokens.session("demo", "documents:write", Service.CERTIFICATE))
                        .status())
                .isEqualTo(200);
        assertInvalid(bearer("/v1/documents", TestTokens.session("demo", "documents:write", Service.DOCUMENT)));
        Instant now = Instant.now();
        PrivateKey key = TestKeys.requesterTokens().getPrivate();
        for (String audience : List.of("kyso-api/", "kyso-api/certificate", "certificate-service", "kyso-api/*")) {
            assertInvalid(bearer(
                    "/v1/documents",
                    Es256Tokens.make(requesterClaims(now).audience(audience).build(), key, "at+jwt")));
        }
    }

    @Test
    void admitsListedServicesAloneToServiceHandlers() {
        assertThat(bearer("/internal/things", token(Service.SIGNING, Service.CERTIFICATE, Service.SIGNING))
                        .json()
                        .path("service")
                        .asString())
                .isEqualTo("SIGNING");
        assertThat(bearer("/internal/things", token(Service.NOTIFICATION, Service.CERTIFICATE, Service.NOTIFICATION))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void refusesAServicesTokenForAnotherReceiverOrUnderAnothersName() {
        assertInvalid(bearer("/internal/things", token(Service.SIGNING, Service.DOCUMENT, Service.SIGNING)));
        assertInvalid(bearer("/internal/things", token(Service.SIGNING, Service.CERTIFICATE, Service.NOTIFICATION)));
        assertInvalid(bearer("/internal/things", TestTokens.operator("signing-service", Service.CERTIFICATE)));
    }

    @Test
    void makesTokensThatTheReceiverAloneAccepts() {
        assertThat(bearer("/internal/things", serviceToken.forCallTo(Service.CERTIFICATE))
                        .status())
                .as("certificate-service is not listed as a caller of its own")
                .isEqualTo(403);
        assertInvalid(bearer("/internal/things", serviceToken.forCallTo(Service.DOCUMENT)));
    }

    @Test
    void handsADeviceToItsHandler() {
        String token = TestTokens.device("d1", LAN, "inbox", phone);

        Answer answer = device("/v1/inbox", token, phone.proof("GET", INBOX, token));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("deviceId").asString()).isEqualTo("d1");
        assertThat(answer.json().path("signer").path("value").asString()).isEqualTo(LAN.value());
        assertThat(answer.json().path("keyThumbprint").asString()).isEqualTo(phone.thumbprint());
    }

    @Test
    void usesUpADevicesProofOnceForAStreamedAnswerToo() {
        String token = TestTokens.device("d1", LAN, "prepared", phone);
        String proof = phone.proof("GET", TestKeys.PUBLIC_URL + "/v1/prepared/abc", token);

        assertThat(device("/v1/prepared/abc", token, proof).body()).isEqualTo("abc");
        assertProofRefused(device("/v1/prepared/abc", token, proof));
    }

    @Test
    void refusesADevicesTokenWithoutItsProof() {
        String token = TestTokens.device("d1", LAN, "inbox", phone);

        assertProofRefused(calls.get("/v1/inbox", "Authorization", "DPoP " + token));
        assertUnauthenticated(bearer("/v1/inbox", token));
    }

    @Test
    void refusesADevicesTokenForAnotherAudience() {
        String token = TestTokens.device("d1", LAN, "prepared", phone);

        assertInvalid(device("/v1/inbox", token, phone.proof("GET", INBOX, token)));
    }

    @Test
    void refusesADevicesExpiredToken() {
        String token =
                TestTokens.device("d1", LAN, "inbox", phone, Instant.now().minusSeconds(331));

        assertInvalid(device("/v1/inbox", token, phone.proof("GET", INBOX, token)));
    }

    @Test
    void refusesProofsThatAreNotForThisCall() {
        String token = TestTokens.device("d1", LAN, "inbox", phone);
        Instant now = Instant.now();

        assertProofRefused(device("/v1/inbox", token, phone.proof("POST", INBOX, token)));
        assertProofRefused(device("/v1/inbox", token, phone.proof("GET", INBOX + "/1", token)));
        assertProofRefused(
                device("/v1/inbox", token, phone.proof("GET", "http://localhost:" + port + "/v1/inbox", token)));
        assertProofRefused(device("/v1/inbox", token, phone.proof("GET", INBOX, token + "x")));
        assertProofRefused(device("/v1/inbox", token, phone.proof("GET", INBOX, null)));
        assertProofRefused(device("/v1/inbox", token, phone.proof("GET", INBOX, token, now.minusSeconds(63))));
        assertProofRefused(device("/v1/inbox", token, phone.proof("GET", INBOX, token, now.plusSeconds(63))));
        assertProofRefused(device("/v1/inbox", token, new TestDevice().proof("GET", INBOX, token)));
        assertProofRefused(device("/v1/inbox", token, token));
        assertProofRefused(calls.get(
                "/v1/inbox",
                "Authorization",
                "DPoP " + token,
                "DPoP",
                phone.proof("GET", INBOX, token),
                "DPoP",
                phone.proof("GET", INBOX, token)));
    }

    @Test
    void ignoresTheQueryOfAProofsAddress() {
        String token = TestTokens.device("d1", LAN, "inbox", phone);

        assertThat(device("/v1/inbox?state=open", token, phone.proof("GET", INBOX + "?state=all#x", token))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void verifiesProofsBeforeADeviceHasAToken() {
        String address = TestKeys.PUBLIC_URL + "/open/proofs";
        String proof = phone.proof("POST", address, null);

        assertThat(calls.post("/open/proofs", "", "DPoP", proof)
                        .json()
                        .path("keyThumbprint")
                        .asString())
                .isEqualTo(phone.thumbprint());
        Answer again = calls.post("/open/proofs", "", "DPoP", proof);
        assertUnauthenticated(again);
        assertThat(again.header("www-authenticate")).startsWith("DPoP");
        assertUnauthenticated(calls.post("/open/proofs", ""));
    }

    private Answer bearer(String path, String token) {
        return calls.get(path, "Authorization", "Bearer " + token);
    }

    private Answer device(String path, String token, String proof) {
        return calls.get(path, "Authorization", "DPoP " + token, "DPoP", proof);
    }

    private static void assertUnauthenticated(Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("unauthenticated");
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.header("www-authenticate")).isNotEmpty();
    }

    private static void assertInvalid(Answer answer) {
        assertUnauthenticated(answer);
        assertThat(answer.header("www-authenticate")).contains("error=\"invalid_token\"");
    }

    private static void assertProofRefused(Answer answer) {
        assertUnauthenticated(answer);
        assertThat(answer.header("www-authenticate")).contains("error=\"invalid_dpop_proof\"");
    }

    private static JWTClaimsSet.Builder requesterClaims(Instant now) {
        return new JWTClaimsSet.Builder()
                .issuer(TestKeys.PUBLIC_URL)
                .audience("kyso-api")
                .subject("demo-client")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .claim("tenant", "demo")
                .claim("requester_name", "Demo")
                .claim("scope", "documents:write");
    }

    /// A token of one service for another, signed by a third one's key where they differ.
    private static String token(Service issuer, Service audience, Service signer) {
        return ServiceTokens.make(issuer, audience, TestKeys.identity(signer).getPrivate());
    }

    private static String hmacWithThePublicKey(JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .keyID("test-requester")
                            .type(new JOSEObjectType("at+jwt"))
                            .build(),
                    claims);
            jwt.sign(new MACSigner(TestKeys.requesterTokens().getPublic().getEncoded()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String tampered(String token) {
        String[] parts = token.split("\\.");
        String claims = new String(java.util.Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace("\"demo\"", "\"other\"");
        return parts[0]
                + "."
                + java.util.Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
                + "."
                + parts[2];
    }
}
