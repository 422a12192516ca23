package vn.kyso.document.played;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.Certificates;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.EventPayload;
import vn.kyso.contracts.event.EventTypes;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.event.TrustAnchorState;
import vn.kyso.testkit.EmbeddedParts;
import vn.kyso.testkit.TestKeys;

/// Certificate-, signing- and notification-service, as far as their events go: each signed with its own identity.
public final class PlayedServices implements AutoCloseable {
    private static final long WAIT_SECONDS = 20;

    private final String topicPrefix;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicLong versions = new AtomicLong();

    public PlayedServices(String topicPrefix) {
        this.topicPrefix = topicPrefix;
        this.producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        EmbeddedParts.kafka(),
                        ProducerConfig.ACKS_CONFIG,
                        "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /// A new event, newer than any before it.
    public EventEnvelope event(EventPayload payload, String key, String tenant) {
        return EventTypes.envelope(payload, key, tenant, versions.incrementAndGet(), Instant.now());
    }

    /// Says it as the service whose topic it is.
    public EventEnvelope say(EventPayload payload, String key, String tenant) {
        EventEnvelope event = event(payload, key, tenant);
        send(event);
        return event;
    }

    public void send(EventEnvelope event) {
        send(event, event.topic().producer());
    }

    /// Sends an event, signed by whomever.
    public void send(EventEnvelope event, Service signedBy) {
        send(event, signedBy, null);
    }

    /// Sends an event as part of a trace.
    public void sendWithin(String traceparent, EventEnvelope event) {
        send(event, event.topic().producer(), traceparent);
    }

    private void send(EventEnvelope event, Service signedBy, @Nullable String traceparent) {
        ProducerRecord<byte[], byte[]> message =
                new ProducerRecord<>(topicPrefix + event.topic().id(), bytes(event.key()), event.payload());
        message.headers().add("ce_specversion", bytes("1.0"));
        message.headers().add("ce_id", bytes(event.id().toString()));
        message.headers().add("ce_type", bytes(event.type()));
        message.headers().add("ce_source", bytes(event.topic().producer().id()));
        message.headers().add("ce_subject", bytes(event.key()));
        message.headers().add("ce_time", bytes(event.time().toString()));
        message.headers().add("ce_tenant", bytes(event.tenant()));
        message.headers().add("ce_version", bytes(Long.toString(event.version())));
        message.headers().add("ce_signature", bytes(base64(sign(event, signedBy))));
        message.headers().add("content-type", bytes("application/json"));
        if (traceparent != null) {
            message.headers().add("traceparent", bytes(traceparent));
        }
        try {
            producer.send(message).get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker did not take the event", e);
        }
    }

    /// The certificate's state with its CA's answer about it.
    public CertificateState state(
            PlayedPki pki, PlayedPki.Holder holder, SignerRef signer, CertificateState.Status status) {
        return state(pki, holder, signer, status, "credential-" + holder.serial());
    }

    public CertificateState state(
            PlayedPki pki,
            PlayedPki.Holder holder,
            SignerRef signer,
            CertificateState.Status status,
            @Nullable String credentialId) {
        return new CertificateState(
                holder.digest(),
                holder.serial(),
                signer.value(),
                credentialId,
                holder.certificate().getSubjectX500Principal().getName().replaceFirst(".*CN=([^,]*).*", "$1"),
                "Played Issuing",
                "p256",
                holder.certificate().getNotBefore().toInstant(),
                holder.certificate().getNotAfter().toInstant(),
                status,
                holder.chain().stream()
                        .map(Certificates::der)
                        .map(PlayedServices::base64)
                        .toList(),
                base64(pki.ocsp(holder)),
                Instant.now());
    }

    public void publish(CertificateState state) {
        say(state, state.certificateDigest(), EventEnvelope.PLATFORM);
    }

    public void publishRoot(PlayedPki pki) {
        TrustAnchorState anchor =
                new TrustAnchorState("Played Root", base64(Certificates.der(pki.root())), Instant.now());
        say(anchor, "anchor:" + Certificates.digest(pki.root()), EventEnvelope.PLATFORM);
    }

    public static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sign(EventEnvelope event, Service service) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(TestKeys.identity(service).getPrivate());
            signature.update(event.signedBytes());
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is part of every Java platform", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /// The topics that document-service writes.
    public static List<String> written() {
        return List.of("sign-requested", "document-signed", "sign-request-finished");
    }

    @Override
    public void close() {
        producer.close();
    }
}
