package vn.kyso.signing.credential;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.kyso.cades.CryptoProvider;
import vn.kyso.frame.WrappedValueException;
import vn.kyso.frame.WrappingKey;

/// Private keys in the service's own database, each wrapped by AES-256-GCM under the installation's master key with
/// credential, signer, algorithm and version as associated data: a row moved to another credential does not open. They
/// are in the clear in this process's memory while they are used, so this store is for development and tests.
final class SoftwareSigningKeys implements SigningKeys, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SoftwareSigningKeys.class);
    private static final int VERSION = 1;
    private static final String PROBE = "signing/key-store-probe/v1";

    private final JdbcClient jdbc;
    private final WrappingKey wrapping;
    private final KeyThreads threads;
    private final CryptoProvider crypto = CryptoProvider.fastest();

    SoftwareSigningKeys(JdbcClient jdbc, WrappingKey wrapping, KeyThreads threads) {
        this.jdbc = jdbc;
        this.wrapping = wrapping;
        this.threads = threads;
        LOG.info(
                "Keys are used through {}",
                crypto.name().orElse("the JDK's providers, several times slower than the native one"));
    }

    @Override
    public PublicKey generate(CredentialId id, String signer, KeyType type) {
        KeyPair pair = threads.run("Making a key", () -> generate(type));
        byte[] clear = pair.getPrivate().getEncoded();
        byte[] wrapped = wrapping.wrap(clear, associatedData(id, signer, type, VERSION));
        Arrays.fill(clear, (byte) 0);
        jdbc.sql("INSERT INTO software_key (credential_id, version, wrapped) VALUES (?, ?, ?)")
                .params(id.value(), VERSION, wrapped)
                .update();
        return pair.getPublic();
    }

    @Override
    public byte[] sign(Credential credential, byte[] data) {
        byte[] wrapped = jdbc.sql("SELECT wrapped FROM software_key WHERE credential_id = ? AND version = ?")
                .params(credential.id().value(), credential.keyVersion())
                .query((row, _) -> row.getBytes("wrapped"))
                .optional()
                .orElseThrow(() -> new KeyUnavailableException("No key is kept for credential " + credential.id()));
        return threads.run("Signing", () -> sign(credential, wrapped, data));
    }

    @Override
    public void destroy(CredentialId id) {
        jdbc.sql("DELETE FROM software_key WHERE credential_id = ?")
                .params(id.value())
                .update();
    }

    @Override
    public void probe() {
        byte[] wrapped = keptProbe().orElseGet(this::keepProbe);
        threads.run("Probing", () -> wrapping.unwrap(wrapped, PROBE));
    }

    private Optional<byte[]> keptProbe() {
        return jdbc.sql("SELECT wrapped FROM software_key_probe")
                .query((row, _) -> row.getBytes("wrapped"))
                .optional();
    }

    /// By the first instance that looks; others keep to its row.
    private byte[] keepProbe() {
        jdbc.sql("INSERT INTO software_key_probe (wrapped) VALUES (?) ON CONFLICT DO NOTHING")
                .param(wrapping.wrap(new byte[1], PROBE))
                .update();
        return keptProbe().orElseThrow(() -> new KeyUnavailableException("The key store's probe is not kept"));
    }

    @Override
    public void close() {
        threads.close();
    }

    private byte[] sign(Credential credential, byte[] wrapped, byte[] data) throws GeneralSecurityException {
        KeyType type = credential.keyType();
        byte[] clear;
        try {
            clear = wrapping.unwrap(
                    wrapped, associatedData(credential.id(), credential.signer(), type, credential.keyVersion()));
        } catch (WrappedValueException e) {
            throw new KeyUnavailableException("The key of credential " + credential.id() + " does not open", e);
        }
        try {
            PrivateKey key = crypto.keyFactory(jcaKey(type)).generatePrivate(new PKCS8EncodedKeySpec(clear));
            Signature signature = crypto.signature(type.algorithm());
            signature.initSign(key);
            signature.update(data);
            return signature.sign();
        } finally {
            Arrays.fill(clear, (byte) 0);
        }
    }

    private KeyPair generate(KeyType type) throws GeneralSecurityException {
        String algorithm = jcaKey(type);
        KeyPairGenerator generator = crypto.keyPairGenerator(algorithm);
        switch (type) {
            case P256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            case RSA2048, RSA3072 -> generator.initialize(type.bits());
        }
        return generator.generateKeyPair();
    }

    private static String jcaKey(KeyType type) {
        return switch (type) {
            case P256 -> "EC";
            case RSA2048, RSA3072 -> "RSA";
        };
    }

    private static String associatedData(CredentialId id, String signer, KeyType type, int version) {
        return "signing/credential/" + id + "/" + signer + "/" + type.name().toLowerCase(Locale.ROOT) + "/v" + version;
    }
}
