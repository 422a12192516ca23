package vn.kyso.contracts.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class SignedBytesTest {
    private static final EventEnvelope EVENT = event("demo", 7, "{\"a\":1}");

    private static EventEnvelope event(String tenant, long version, String payload) {
        return new EventEnvelope(
                UUID.fromString("0b2b7f0a-6c1d-4f0e-9a57-3f5a2c9d1e42"),
                "vn.kyso.reminded.v1",
                Topic.SIGN_REQUESTED,
                "6f1c2c7e-5c0a-4f57-9d0e-0a4f6f0f7f11",
                tenant,
                version,
                Instant.parse("2026-11-24T08:15:30.123456789Z"),
                payload.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void areThoseOfTheVector() throws IOException {
        assertThat(HexFormat.of().formatHex(EVENT.signedBytes()))
                .isEqualTo(vector().getProperty("signed-bytes"));
    }

    @Test
    void haveTheVectorsSignature() throws IOException, GeneralSecurityException {
        byte[] seed = HexFormat.of().parseHex(vector().getProperty("private-key"));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(KeyFactory.getInstance("Ed25519")
                .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed)));
        signature.update(EVENT.signedBytes());
        assertThat(HexFormat.of().formatHex(signature.sign())).isEqualTo(vector().getProperty("signature"));
    }

    @Test
    void differWhereAByteMovesFromOneFieldToTheNext() {
        assertThat(event("demo7", 1, "").signedBytes())
                .isNotEqualTo(event("demo", 71, "").signedBytes());
        assertThat(event("demo", 7, "{}").signedBytes())
                .isNotEqualTo(event("demo", 7, "{ }").signedBytes());
    }

    @Test
    void areNotChangedThroughTheArrayThatMadeThem() {
        byte[] payload = {'{', '}'};
        EventEnvelope event = new EventEnvelope(
                EVENT.id(), EVENT.type(), EVENT.topic(), "k", "demo", 1, EVENT.time(), payload);
        byte[] before = event.signedBytes();
        payload[0] = '[';
        event.payload()[0] = '[';
        assertThat(event.signedBytes()).isEqualTo(before);
    }

    @Test
    void takeThePayloadUpToItsLimitAndNoByteMore() {
        String largest = "x".repeat(EventEnvelope.MAX_PAYLOAD_BYTES);
        assertThat(event("demo", 1, largest).payload()).hasSize(EventEnvelope.MAX_PAYLOAD_BYTES);
        assertThatThrownBy(() -> event("demo", 1, largest + "x")).isInstanceOf(EventTooLargeException.class);
    }

    private static Properties vector() throws IOException {
        String name = "/golden/signed-bytes.properties";
        try (InputStream file = SignedBytesTest.class.getResourceAsStream(name)) {
            Properties vector = new Properties();
            vector.load(Objects.requireNonNull(file, name));
            return vector;
        }
    }
}
