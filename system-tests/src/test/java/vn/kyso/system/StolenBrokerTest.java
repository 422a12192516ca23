package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Topic;

/// Whoever holds the broker can delay; what it writes, alters or repeats changes nothing.
final class StolenBrokerTest {
    /// What the services tell each other of one request from the asking to its end.
    private static final List<String> CYCLE = List.of(
            "signature-asked",
            "approval-requested",
            "notification-sent",
            "request-opened",
            "approval-given",
            "approval-accepted",
            "signature-created",
            "document-signed",
            "sign-request-finished");

    private static final String SIGNATURE = "ce_signature";
    private static final Signers.Signer SIGNER = Signers.enrolled("p256");

    private final Requester demo = Requester.of("demo");

    @Test
    void everyEventOfAFinishedRequestSaidAgainChangesNothing() throws IOException {
        try (Broker broker = Broker.observed();
                InputStream _ = SIGNER.phone().open()) {
            String id = signed(demo.uploaded("a.pdf", Pdfs.contract(1)));
            CYCLE.forEach(type -> broker.awaits(type, Broker.about(type, id)));
            JsonNode before = demo.signRequest(id);
            List<ConsumerRecord<String, byte[]>> events =
                    broker.all(r -> new String(r.value(), StandardCharsets.UTF_8).contains(id));
            assertThat(events.stream().map(Broker::typeOf))
                    .containsExactlyInAnyOrderElementsOf(CYCLE.stream()
                            .map(type -> "vn.kyso." + type + ".v1")
                            .toList());
            events.forEach(broker::again);
            events.reversed().forEach(broker::again);

            // A whole further request goes through the same partitions behind them or beside them.
            signed(demo.uploaded("b.pdf", Pdfs.contract(1)));
            JsonNode after = demo.signRequest(id);
            assertThat(Requester.timeline(after))
                    .containsAll(Requester.timeline(before))
                    .doesNotHaveDuplicates();
            assertThat(withoutTimeline(after)).isEqualTo(withoutTimeline(before));
            String document = before.at("/documents/0/id").asString();
            assertThat(Judged.of(demo.content(document)).signatures()).isEqualTo(1);
            for (String type : CYCLE) {
                assertThat(broker.all(Broker.about(type, id)).stream()
                                .map(r -> Broker.header(r, "ce_id"))
                                .distinct())
                        .as(type)
                        .hasSize(1);
            }
        }
    }

    @Test
    void whatItsOneProducerDidNotSignIsRefusedWithItsReason() {
        try (Broker broker = Broker.observed()) {
            JsonNode asked = asked(demo.uploaded("a.pdf", Pdfs.contract(1)));
            String id = asked.path("id").asString();
            ConsumerRecord<String, byte[]> real = broker.awaits("asked", Broker.about("signature-asked", id));

            // Without any signature.
            RecordHeaders unsigned = new RecordHeaders(real.headers());
            unsigned.remove(SIGNATURE);
            broker.send(real.topic(), real.key(), real.value(), unsigned);
            refused(
                    broker,
                    "sign-requested.signing-service.dlt",
                    r -> isAbout(r, real) && r.headers().lastHeader(SIGNATURE) == null,
                    "event-unsigned",
                    "Needs exactly one header ce_signature");

            // With the signature of what it was before.
            byte[] altered = new String(real.value(), StandardCharsets.UTF_8)
                    .replace("B-T", "B-B")
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(altered).isNotEqualTo(real.value());
            broker.send(real.topic(), real.key(), altered, real.headers());
            refused(
                    broker,
                    "sign-requested.signing-service.dlt",
                    r -> Arrays.equals(r.value(), altered),
                    "event-unsigned",
                    "No key of this installation made the signature");

            // Signed by a service that may not say this, under the name of the one that may.
            ConsumerRecord<String, byte[]> foreign = saidBy("notification-service", real);
            broker.again(foreign);
            refused(
                    broker,
                    "sign-requested.signing-service.dlt",
                    r -> isAbout(r, foreign),
                    "event-foreign",
                    "Signed by notification-service; only document-service may send this");

            // Genuine, on a topic where only the signing-service may speak.
            broker.send("session-changed", real.key(), real.value(), real.headers());
            for (String consumer : List.of("notification-service", "document-service")) {
                refused(
                        broker,
                        "session-changed." + consumer + ".dlt",
                        r -> isAbout(r, real),
                        "event-foreign",
                        "Says to come from another service than signing-service");
            }

            assertThat(demo.signRequest(id).path("state").asString()).isIn("asked", "awaiting-approval");
            SIGNER.phone().approve(id, asked.path("matchCode").asString()).expecting(202);
            JsonNode finished = demo.finished(id);
            assertThat(finished.path("outcome").asString()).isEqualTo("signed");
            assertThat(finished.path("level").asString()).isEqualTo("B-T");
        }
    }

    /// The dead letter, which states why.
    private static void refused(
            Broker broker, String topic, Predicate<ConsumerRecord<String, byte[]>> which, String reason, String why) {
        ConsumerRecord<String, byte[]> letter = broker.awaits(
                "dead letter of " + reason + " on " + topic, r -> r.topic().equals(topic) && which.test(r));
        assertThat(Broker.header(letter, "kyso_dlt_reason")).as(why).isEqualTo(reason);
        assertThat(Broker.header(letter, "kyso_dlt_detail")).isEqualTo(why);
    }

    private static boolean isAbout(ConsumerRecord<String, byte[]> record, ConsumerRecord<String, byte[]> event) {
        return Broker.header(record, "ce_id").equals(Broker.header(event, "ce_id"));
    }

    /// The same event anew, under an id of its own, signed by that service's true key.
    private static ConsumerRecord<String, byte[]> saidBy(String service, ConsumerRecord<String, byte[]> event) {
        UUID id = UUID.randomUUID();
        EventEnvelope envelope = new EventEnvelope(
                id,
                Broker.typeOf(event),
                Topic.of(event.topic()).orElseThrow(),
                event.key(),
                Broker.header(event, "ce_tenant"),
                Long.parseLong(Broker.header(event, "ce_version")),
                Instant.parse(Broker.header(event, "ce_time")),
                event.value());
        RecordHeaders headers = new RecordHeaders(event.headers());
        Map.of("ce_id", id.toString(), SIGNATURE, signature(service, envelope.signedBytes()))
                .forEach((name, value) -> {
                    headers.remove(name);
                    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
                });
        ConsumerRecord<String, byte[]> said =
                new ConsumerRecord<>(event.topic(), event.partition(), -1, event.key(), event.value());
        headers.forEach(said.headers()::add);
        return said;
    }

    private static String signature(String service, byte[] signed) {
        String key =
                Objects.requireNonNull(Platform.running().environmentOf(service).get("KYSO_IDENTITY_PRIVATE_KEY"));
        try {
            PrivateKey identity = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key)));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(identity);
            signature.update(signed);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode withoutTimeline(JsonNode request) {
        ObjectNode copy = (ObjectNode) request.deepCopy();
        copy.remove("timeline");
        return copy;
    }

    private JsonNode asked(String document) {
        return demo.ask(Requester.asking(document, Map.of("invisible", true), SIGNER.userId(), SIGNER.serial()))
                .expecting(202)
                .json();
    }

    private String signed(String document) {
        JsonNode asked = asked(document);
        String id = asked.path("id").asString();
        SIGNER.phone().approve(id, asked.path("matchCode").asString()).expecting(202);
        assertThat(demo.finished(id).path("outcome").asString()).isEqualTo("signed");
        return id;
    }
}
