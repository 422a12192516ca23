package vn.kyso.notification.push;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.frame.Egress;
import vn.kyso.frame.WrappingKey;

/// The senders that this installation has: Web Push always, FCM and APNs where they are configured.
@Configuration(proxyBeanMethods = false)
class PushConfiguration {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    @Bean
    VapidKey vapidKey(JdbcClient jdbc, WrappingKey wrapping, InstantSource clock, PushProperties properties) {
        return new VapidKey(new VapidKeyStore(jdbc, wrapping, clock).keyPair(), properties.contact());
    }

    @Bean
    PushSender webPushSender(
            Egress egress, VapidKey vapid, JsonMapper json, InstantSource clock, PushProperties properties) {
        return new WebPushSender(egress, vapid, json, clock, properties.timeout());
    }

    @Bean
    @ConditionalOnProperty("kyso.push.fcm.service-account")
    PushSender fcmSender(JsonMapper json, InstantSource clock, PushProperties properties) throws IOException {
        PushProperties.Fcm fcm = Objects.requireNonNull(properties.fcm());
        FcmServiceAccount account =
                FcmServiceAccount.read(fcm.serviceAccount().getContentAsByteArray(), fcm.tokenUri(), json);
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(CONNECT_TIMEOUT).build();
        FcmAccessToken token = new FcmAccessToken(http, account, json, properties.timeout());
        return new FcmSender(http, fcm.baseUrl(), account.projectId(), token, json, clock, properties.timeout());
    }

    @Bean
    @ConditionalOnProperty("kyso.push.apns.key")
    PushSender apnsSender(JsonMapper json, InstantSource clock, PushProperties properties, SslBundles bundles)
            throws IOException {
        PushProperties.Apns apns = Objects.requireNonNull(properties.apns());
        ECPrivateKey key = (ECPrivateKey) PemKeys.read(apns.key().getContentAsString(StandardCharsets.UTF_8), "EC");
        HttpClient.Builder http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).connectTimeout(CONNECT_TIMEOUT);
        if (apns.sslBundle() != null) {
            SSLContext trusted = bundles.getBundle(apns.sslBundle()).createSslContext();
            http.sslContext(trusted);
        }
        ApnsProviderToken token = new ApnsProviderToken(key, apns.keyId(), apns.teamId());
        return new ApnsSender(http.build(), apns.baseUrl(), apns.topic(), token, json, clock, properties.timeout());
    }
}
