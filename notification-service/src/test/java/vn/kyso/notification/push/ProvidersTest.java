package vn.kyso.notification.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SignerReachedEvent.NotificationSent;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.notification.Phone;
import vn.kyso.notification.Platform;
import vn.kyso.testkit.TestKeys;

/// An installation that is configured for FCM and APNs, with both on this machine.
class ProvidersTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static PushService google;

    @SuppressWarnings("NullAway.Init")
    private static Apple apple;

    @SuppressWarnings("NullAway.Init")
    private static Platform platform;

    @BeforeAll
    static void start() throws IOException, CertificateEncodingException {
        google = PushService.start();
        apple = Apple.start(Files.createDirectory(folder.resolve("apple")));
        Path account = folder.resolve("fcm.json");
        Files.write(
                account,
                JSON.writeValueAsBytes(Map.of(
                        "project_id", "kyso-test",
                        "private_key_id", "key-1",
                        "private_key",
                                pem(
                                        "PRIVATE KEY",
                                        TestKeys.rsa(2048).getPrivate().getEncoded()),
                        "client_email", "push@kyso-test.example",
                        "token_uri", google.origin() + "/token")));
        KeyPair provider = TestKeys.p256();
        Path key = folder.resolve("AuthKey.p8");
        Files.writeString(key, pem("PRIVATE KEY", provider.getPrivate().getEncoded()));
        Path trusted = folder.resolve("apple.pem");
        Files.writeString(trusted, pem("CERTIFICATE", apple.certificate().getEncoded()));
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("kyso.push.fcm.service-account", "file:" + account);
        settings.put("kyso.push.fcm.base-url", google.origin());
        settings.put("kyso.push.apns.key", "file:" + key);
        settings.put("kyso.push.apns.key-id", "KEY1234567");
        settings.put("kyso.push.apns.team-id", "TEAM123456");
        settings.put("kyso.push.apns.topic", "vn.kyso.signer");
        settings.put("kyso.push.apns.base-url", apple.origin());
        settings.put("kyso.push.apns.ssl-bundle", "apple");
        settings.put("spring.ssl.bundle.pem.apple.truststore.certificate", "file:" + trusted);
        platform = Platform.with(settings);
    }

    @AfterAll
    static void stop() {
        platform.close();
        apple.close();
        google.close();
    }

    @Test
    void tellsAnAndroidAndAnIphoneOfTheSameSigner() {
        SignerRef signer = Platform.signer();
        Phone android = platform.bind(signer, "Android");
        Phone iphone = platform.bind(signer, "iPhone");
        platform.awaitTold(iphone);
        assertThat(android.put("/v1/push-subscription", Map.of("kind", "fcm", "token", "android-token:1"))
                        .status())
                .isEqualTo(204);
        assertThat(iphone.put("/v1/push-subscription", Map.of("kind", "apns", "token", "a1b2c3"))
                        .status())
                .isEqualTo(204);
        google.answer(200, Map.of(), "{\"access_token\":\"access-1\",\"expires_in\":3600}");
        google.answer(200);

        ApprovalRequested asked = platform.ask(signer, FIVE_MINUTES);

        await().atMost(Platform.PATIENCE)
                .until(() -> platform.document().heardAbout(asked.requestId()).size() == 2);
        assertThat(platform.document().heardAbout(asked.requestId()))
                .extracting(event -> ((NotificationSent) event).channel())
                .containsExactlyInAnyOrder("fcm", "apns");
        String sent = new String(google.received().getLast().body(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(JSON.readTree(sent)
                        .path("message")
                        .path("data")
                        .path("requestId")
                        .asString())
                .isEqualTo(asked.requestId());
        Apple.Received push = apple.received().getLast();
        assertThat(push.path()).isEqualTo("/3/device/a1b2c3");
        assertThat(JSON.readTree(push.body()).path("requestId").asString()).isEqualTo(asked.requestId());
    }

    @Test
    void refusesTokensThatCannotBe() {
        Phone phone = platform.bind(Platform.signer(), "Điện thoại");
        for (Map<String, String> body : java.util.List.of(
                Map.of("kind", "apns", "token", "../../admin"),
                Map.of("kind", "apns", "token", "a1b"),
                Map.of("kind", "apns"),
                Map.of("kind", "fcm", "token", ""),
                Map.of("kind", "fcm", "token", "a b"),
                Map.of("kind", "fcm", "token", "x".repeat(4097)))) {
            Phone.Answer answer = phone.put("/v1/push-subscription", body);
            assertThat(answer.status()).as(body.toString()).isEqualTo(422);
            assertThat(answer.json().path("field").asString()).isEqualTo("token");
        }
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + type
                + "-----\n";
    }
}
