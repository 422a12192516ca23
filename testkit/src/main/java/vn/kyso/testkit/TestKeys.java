package vn.kyso.testkit;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.kyso.contracts.envelope.Service;

/// The keys of one test installation, made anew for each test JVM, and the properties that give them to a service.
public final class TestKeys {
    /// The origin that requesters and phones call, and the issuer of requesters' tokens.
    public static final String PUBLIC_URL = "http://localhost:8080";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Map<Service, KeyPair> IDENTITIES = identities();
    private static final KeyPair OPERATOR = p256();
    private static final KeyPair DEVICE_TOKENS = p256();
    private static final KeyPair REQUESTER_TOKENS = p256();
    private static final byte[] SIGNER_KEY = random32();
    private static final String MASTER_KEY = base64(random32());

    private TestKeys() {}

    /// The Ed25519 key that signs a service's events.
    public static KeyPair identity(Service service) {
        return java.util.Objects.requireNonNull(IDENTITIES.get(service));
    }

    /// The P-256 key that signs operator tokens.
    public static KeyPair operator() {
        return OPERATOR;
    }

    /// The P-256 key that signs device tokens.
    public static KeyPair deviceTokens() {
        return DEVICE_TOKENS;
    }

    /// The P-256 key that signs requesters' access tokens in place of the gateway.
    public static KeyPair requesterTokens() {
        return REQUESTER_TOKENS;
    }

    /// The key under which userIDs become signer references.
    public static byte[] signerKey() {
        return SIGNER_KEY.clone();
    }

    /// Everything about keys and trust that a service is configured with.
    ///
    /// @param service the service that the properties are for: it gets that identity's private key
    public static Map<String, String> properties(Service service) {
        Map<String, String> p = new LinkedHashMap<>();
        p.put("kyso.service", service.id());
        p.put("kyso.identity.private-key", base64(identity(service).getPrivate().getEncoded()));
        IDENTITIES.forEach((s, pair) ->
                p.put("kyso.trust." + s.id(), base64(pair.getPublic().getEncoded())));
        p.put("kyso.trust.operator-key", base64(OPERATOR.getPublic().getEncoded()));
        p.put("kyso.trust.device-token-key", base64(DEVICE_TOKENS.getPublic().getEncoded()));
        if (service == Service.SIGNING) {
            p.put(
                    "kyso.device-token.private-key",
                    base64(DEVICE_TOKENS.getPrivate().getEncoded()));
        }
        p.put("kyso.trust.requester-issuer", PUBLIC_URL);
        p.put("kyso.trust.requester-jwks-uri", RequesterJwks.uri());
        p.put("kyso.public-url", PUBLIC_URL);
        p.put("kyso.signer-key", base64(SIGNER_KEY));
        p.put("kyso.master-key", MASTER_KEY);
        return p;
    }

    /// A new P-256 key pair.
    public static KeyPair p256() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is part of every Java platform", e);
        }
    }

    /// A new RSA key pair.
    public static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("RSA is part of every Java platform", e);
        }
    }

    private static Map<Service, KeyPair> identities() {
        Map<Service, KeyPair> pairs = new EnumMap<>(Service.class);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            for (Service service : Service.values()) {
                pairs.put(service, generator.generateKeyPair());
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is part of every Java platform", e);
        }
        return pairs;
    }

    private static byte[] random32() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
