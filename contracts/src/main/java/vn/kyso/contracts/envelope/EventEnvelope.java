package vn.kyso.contracts.envelope;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/// One event as it travels, without its signature: CloudEvents 1.0 attributes and the payload's exact bytes.
///
/// @param type the stable event name, such as `vn.kyso.signature-asked.v1`
/// @param key the aggregate that the event is about, and the partition key
/// @param tenant whose event it is; [#PLATFORM] for signers' certificates and authenticators, which are no tenant's
/// @param version of the aggregate: a consumer ignores versions not newer than the one it holds
/// @param payload the UTF-8 JSON exactly as signed; a reader must not re-serialise it before checking the signature
public record EventEnvelope(
        UUID id, String type, Topic topic, String key, String tenant, long version, Instant time, byte[] payload) {
    /// The tenant of facts that belong to no tenant.
    public static final String PLATFORM = "platform";

    /// Larger payloads are refused before commit: brokers refuse them after it.
    public static final int MAX_PAYLOAD_BYTES = 512 * 1024;

    private static final byte[] DOMAIN = "kyso-event-v1".getBytes(StandardCharsets.US_ASCII);

    public EventEnvelope {
        Objects.requireNonNull(id);
        if (type.isBlank() || key.isBlank() || tenant.isBlank()) {
            throw new IllegalArgumentException("An event needs a type, a key and a tenant");
        }
        if (payload.length > MAX_PAYLOAD_BYTES) {
            throw new EventTooLargeException(type, payload.length);
        }
        payload = payload.clone();
    }

    @Override
    public byte[] payload() {
        return payload.clone();
    }

    /// The bytes that the producer's Ed25519 key signs: a domain tag, then every attribute and the payload, each with
    /// its length as a 32-bit big-endian prefix, so that no two different events have the same bytes.
    public byte[] signedBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(payload.length + 256);
        put(out, DOMAIN);
        put(out, text(id.toString()));
        put(out, text(type));
        put(out, text(topic.id()));
        put(out, text(key));
        put(out, text(tenant));
        put(out, text(Long.toString(version)));
        put(out, text(time.toString()));
        put(out, payload);
        return out.toByteArray();
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    private static void put(ByteArrayOutputStream out, byte[] field) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(field.length).array());
        out.writeBytes(field);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventEnvelope e && id.equals(e.id) && java.util.Arrays.equals(signedBytes(), e.signedBytes());
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return type + " " + id + " about " + key + " v" + version + " of " + tenant;
    }
}
