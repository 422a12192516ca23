package vn.kyso.messaging;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
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
        Map<Service, PublicKey> pinned = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            pinned.put(service, properties.trust().of(service));
        }
        return new EventSignatures(properties.self(), properties.identity().key(), pinned);
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
}
