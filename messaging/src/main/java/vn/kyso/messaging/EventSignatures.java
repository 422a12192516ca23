package vn.kyso.messaging;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.problem.ProblemType;

/// This service's identity key, and the keys of the others as configured: one per service, pinned per topic by
/// `Topic.producer()`. Whoever owns the broker can delay events, and no more.
final class EventSignatures {
    private static final String ALGORITHM = "Ed25519";

    private final Service self;
    private final PrivateKey key;
    private final Map<Service, PublicKey> pinned;

    EventSignatures(Service self, PrivateKey key, Map<Service, PublicKey> pinned) {
        this.self = self;
        this.key = key;
        this.pinned = new EnumMap<>(pinned);
    }

    static EventSignatures of(IdentityProperties properties) {
        Service self = service(properties.service());
        try {
            KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
            PrivateKey key = keys.generatePrivate(new PKCS8EncodedKeySpec(
                    decode("kyso.identity.private-key", properties.identity().privateKey())));
            Map<Service, PublicKey> pinned = new EnumMap<>(Service.class);
            for (Service service : Service.values()) {
                String name = "kyso.trust." + service.id();
                String value = properties.trust().of(service);
                if (value == null) {
                    throw new IllegalStateException(name + " is missing: events of that service could not be checked");
                }
                pinned.put(service, keys.generatePublic(new X509EncodedKeySpec(decode(name, value))));
            }
            return new EventSignatures(self, key, pinned);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("kyso.identity or kyso.trust holds a key that is not Ed25519", e);
        }
    }

    /// The service that this process is.
    Service self() {
        return self;
    }

    /// Signs an event of this service's own.
    byte[] sign(EventEnvelope event) {
        if (event.topic().producer() != self) {
            throw new IllegalStateException(
                    self.id() + " may not produce " + event.topic().id());
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(key);
            signature.update(event.signedBytes());
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The event could not be signed", e);
        }
    }

    /// @throws RefusedEventException unless the topic's one producer signed exactly this event
    void check(EventEnvelope event, byte[] signature) throws RefusedEventException {
        byte[] signed = event.signedBytes();
        Service producer = event.topic().producer();
        if (holds(producer, signed, signature)) {
            return;
        }
        for (Service other : Service.values()) {
            if (other != producer && holds(other, signed, signature)) {
                throw new RefusedEventException(
                        ProblemType.EVENT_FOREIGN,
                        "Signed by " + other.id() + "; only " + producer.id() + " may send this");
            }
        }
        throw new RefusedEventException(ProblemType.EVENT_UNSIGNED, "No key of this installation made the signature");
    }

    private boolean holds(Service service, byte[] signed, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(Objects.requireNonNull(pinned.get(service)));
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (SignatureException e) {
            return false; // not the form of a signature at all
        } catch (InvalidKeyException | java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("The pinned key of " + service.id() + " can't be used", e);
        }
    }

    private static Service service(String id) {
        for (Service service : Service.values()) {
            if (service.id().equals(id)) {
                return service;
            }
        }
        throw new IllegalStateException("kyso.service is " + id + ", which is no service that sends events");
    }

    private static byte[] decode(String name, String value) {
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(name + " is not base64", e);
        }
    }
}
