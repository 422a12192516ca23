package vn.kyso.approval.authenticator;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.approval.Assertion;

/// Creates passkeys and answers with them, together with the part that a browser plays: client data for one origin.
/// Attestation `none`, P-256 with ES256 (COSE -7), signature counter 0 as synced passkeys have it. The flag «user
/// verified» is set only when the caller says that the user was.
public final class SoftwareAuthenticator {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final SecureRandom RANDOM = new SecureRandom();

    /// WebAuthn Level 3, 6.1: user present, user verified, attested credential data included.
    private static final int USER_PRESENT = 0x01;

    private static final int USER_VERIFIED = 0x04;
    private static final int ATTESTED = 0x40;

    private final String origin;

    /// @param origin where the signer's app is served from, such as `https://sign.example`
    public SoftwareAuthenticator(String origin) {
        this.origin = origin;
    }

    /// A new P-256 key for [#create].
    public static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is part of every Java platform", e);
        }
    }

    /// Answers PublicKeyCredentialCreationOptionsJSON with a new passkey for `key`.
    public Registration create(String creationOptionsJson, KeyPair key, boolean userVerified) {
        JsonNode options = JSON.readTree(creationOptionsJson);
        return create(
                options.at("/rp/id").asString(),
                Base64.getUrlDecoder().decode(options.at("/challenge").asString()),
                Base64.getUrlDecoder().decode(options.at("/user/id").asString()),
                key,
                userVerified);
    }

    /// A new passkey of `key` for that relying party.
    public Registration create(String rpId, byte[] challenge, byte[] userHandle, KeyPair key, boolean userVerified) {
        byte[] credentialId = new byte[32];
        RANDOM.nextBytes(credentialId);
        byte[] authenticatorData = concat(
                authenticatorData(rpId, ATTESTED | (userVerified ? USER_VERIFIED : 0)),
                new byte[16],
                ByteBuffer.allocate(2).putShort((short) credentialId.length).array(),
                credentialId,
                coseKey((ECPublicKey) key.getPublic()));
        return new Registration(
                new Passkey(credentialId, rpId, userHandle, key),
                base64Url(credentialId),
                base64Url(clientData("webauthn.create", challenge)),
                base64Url(attestationObject(authenticatorData)));
    }

    /// The passkey's answer to a challenge.
    public Assertion get(Passkey passkey, byte[] challenge, boolean userVerified) {
        byte[] authenticatorData = authenticatorData(passkey.rpId(), userVerified ? USER_VERIFIED : 0);
        byte[] clientData = clientData("webauthn.get", challenge);
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(passkey.key().getPrivate());
            signature.update(authenticatorData);
            signature.update(sha256(clientData));
            return new Assertion(
                    base64Url(passkey.credentialId()),
                    base64Url(clientData),
                    base64Url(authenticatorData),
                    base64Url(signature.sign()),
                    base64Url(passkey.userHandle()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The passkey could not sign", e);
        }
    }

    /// AuthenticationResponseJSON (WebAuthn Level 3, 5.1.8) of an assertion, as a tree for embedding in a request body.
    public static Map<String, Object> response(Assertion assertion) {
        Map<String, Object> inner = new LinkedHashMap<>();
        inner.put("clientDataJSON", assertion.clientDataJson());
        inner.put("authenticatorData", assertion.authenticatorData());
        inner.put("signature", assertion.signature());
        if (assertion.userHandle() != null) {
            inner.put("userHandle", assertion.userHandle());
        }
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("id", assertion.credentialId());
        response.put("rawId", assertion.credentialId());
        response.put("type", "public-key");
        response.put("authenticatorAttachment", "platform");
        response.put("response", inner);
        response.put("clientExtensionResults", Map.of());
        return response;
    }

    /// The CollectedClientData as browsers serialise it (WebAuthn Level 3, 5.8.1.1).
    private byte[] clientData(String type, byte[] challenge) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", type);
        data.put("challenge", base64Url(challenge));
        data.put("origin", origin);
        data.put("crossOrigin", false);
        return JSON.writeValueAsString(data).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] authenticatorData(String rpId, int flags) {
        return concat(
                sha256(rpId.getBytes(StandardCharsets.UTF_8)), new byte[] {(byte) (USER_PRESENT | flags)}, new byte[4]);
    }

    /// `{"fmt": "none", "attStmt": {}, "authData": bytes}` in CTAP2 canonical CBOR; the data of a P-256 key with a
    /// credential id of 32 bytes has 164 bytes.
    private static byte[] attestationObject(byte[] authenticatorData) {
        return concat(
                new byte[] {(byte) 0xa3},
                cborText("fmt"),
                cborText("none"),
                cborText("attStmt"),
                new byte[] {(byte) 0xa0},
                cborText("authData"),
                new byte[] {0x58, (byte) authenticatorData.length},
                authenticatorData);
    }

    /// `{1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y}` (RFC 9053, 7.1.1).
    private static byte[] coseKey(ECPublicKey key) {
        return concat(
                new byte[] {(byte) 0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20},
                coordinate(key.getW().getAffineX()),
                new byte[] {0x22, 0x58, 0x20},
                coordinate(key.getW().getAffineY()));
    }

    private static byte[] coordinate(BigInteger value) {
        byte[] bytes = value.toByteArray();
        byte[] out = new byte[32];
        int length = Math.min(bytes.length, out.length);
        System.arraycopy(bytes, bytes.length - length, out, out.length - length, length);
        return out;
    }

    private static byte[] cborText(String shortText) {
        byte[] text = shortText.getBytes(StandardCharsets.US_ASCII);
        return concat(new byte[] {(byte) (0x60 | text.length)}, text);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static String base64Url(byte[] bytes) {
        return BASE64URL.encodeToString(bytes);
    }

    private static byte[] sha256(byte[] data) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(data);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
