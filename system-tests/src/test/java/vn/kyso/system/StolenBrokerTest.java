package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Whoever holds the broker can delay; what it writes, alters or repeats changes nothing.
final class StolenBrokerTest {
    private static final Signers.Signer SIGNER = Signers.enrolled("p256");

    private final Requester demo = Requester.of("demo");

    @Test
    void everyEventOfAFinishedRequestSaidAgainChangesNothing() {
        try (Broker broker = Broker.observed()) {
            String id = signed(demo.uploaded("a.pdf", Pdfs.contract(1)));
            JsonNode before = demo.signRequest(id);
            broker.awaits("finished", Broker.about("sign-request-finished", id));
            List<ConsumerRecord<String, byte[]>> events =
                    broker.all(r -> new String(r.value(), StandardCharsets.UTF_8).contains(id));
            assertThat(events).hasSizeGreaterThanOrEqualTo(6);
            events.forEach(broker::again);
            events.reversed().forEach(broker::again);

            // A whole further request goes through the same partitions behind them or beside them.
            signed(demo.uploaded("b.pdf", Pdfs.contract(1)));
            assertThat(demo.signRequest(id)).isEqualTo(before);
            String document = before.at("/documents/0/id").asString();
            assertThat(Judgement.of(demo.content(document)).signatures()).isEqualTo(1);
            assertThat(broker.all(Broker.about("sign-request-finished", id)).stream()
                            .map(r -> new String(
                                    r.headers().lastHeader("ce_id").value(), StandardCharsets.UTF_8))
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void anUnsignedAnAlteredAndAForeignEventAreRefusedWithTheirReason() {
        try (Broker broker = Broker.observed()) {
            JsonNode asked = demo.ask(Requester.asking(
                            demo.uploaded("a.pdf", Pdfs.contract(1)),
                            Map.of("invisible", true),
                            SIGNER.userId(),
                            SIGNER.serial()))
                    .expecting(202)
                    .json();
            String id = asked.path("id").asString();
            ConsumerRecord<String, byte[]> real = broker.awaits("asked", Broker.about("signature-asked", id));

            RecordHeaders unsigned = new RecordHeaders(real.headers());
            unsigned.remove("ce_kysosignature");
            broker.send(real.topic(), real.key(), real.value(), unsigned);
            byte[] altered = new String(real.value(), StandardCharsets.UTF_8)
                    .replace("B-T", "B-B")
                    .getBytes(StandardCharsets.UTF_8);
            assertThat(altered).isNotEqualTo(real.value());
            broker.send(real.topic(), real.key(), altered, real.headers());
            // The document-service's own signature, on a topic where only the signing-service may speak.
            broker.send("session-changed", real.key(), real.value(), real.headers());

            broker.awaits("refusal of the unsigned", dead("sign-requested.signing-service.dlt", "event-unsigned"));
            broker.awaits("refusal of the altered", r -> r.topic().equals("sign-requested.signing-service.dlt")
                    && java.util.Arrays.equals(r.value(), altered));
            broker.awaits("refusal of the foreign", r -> r.topic().startsWith("session-changed.")
                    && java.util.Arrays.equals(r.value(), real.value()));
            assertThat(demo.signRequest(id).path("state").asString()).isIn("asked", "awaiting-approval");
            SIGNER.phone().approve(id, asked.path("matchCode").asString()).expecting(202);
            assertThat(demo.finished(id).path("outcome").asString()).isEqualTo("signed");
        }
    }

    private static java.util.function.Predicate<ConsumerRecord<String, byte[]>> dead(String topic, String reason) {
        return r -> r.topic().equals(topic)
                && java.util.Arrays.stream(r.headers().toArray())
                        .anyMatch(h -> new String(h.value(), StandardCharsets.UTF_8).equals(reason));
    }

    private String signed(String document) {
        JsonNode asked = demo.ask(Requester.asking(
                        document, Map.of("invisible", true), SIGNER.userId(), SIGNER.serial()))
                .expecting(202)
                .json();
        String id = asked.path("id").asString();
        SIGNER.phone().approve(id, asked.path("matchCode").asString()).expecting(202);
        assertThat(demo.finished(id).path("outcome").asString()).isEqualTo("signed");
        return id;
    }
}
