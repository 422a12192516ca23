package vn.kyso.signing.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;
import vn.kyso.frame.WrappingKey;
import vn.kyso.testkit.EmbeddedParts;

class SoftwareSigningKeysTest {
    private static final byte[] DATA = "dữ liệu".getBytes(StandardCharsets.UTF_8);
    private static final JdbcClient JDBC = database();

    private final SoftwareSigningKeys keys = keys(new WrappingKey(new byte[32]));

    @BeforeEach
    void empty() {
        JDBC.sql("DELETE FROM software_key").update();
    }

    @AfterAll
    static void drop() {
        JDBC.sql("DROP TABLE software_key, software_key_probe").update();
    }

    @ParameterizedTest
    @EnumSource(KeyType.class)
    void signsWithTheKeyThatItMade(KeyType type) throws Exception {
        Credential credential = generate("signer", type);
        byte[] value = keys.sign(credential, DATA);
        Signature verifier = Signature.getInstance(type.algorithm().jcaName());
        verifier.initVerify(credential.publicKey());
        verifier.update(DATA);
        assertThat(verifier.verify(value)).isTrue();
    }

    @Test
    void keepsNoKeyInTheClear() {
        generate("signer", KeyType.P256);
        byte[] wrapped = JDBC.sql("SELECT wrapped FROM software_key")
                .query((row, _) -> row.getBytes(1))
                .single();
        // PKCS#8 of an EC key names its algorithm; a wrapped one shows nothing of it.
        assertThat(new String(wrapped, StandardCharsets.ISO_8859_1))
                .doesNotContain(new String(
                        new byte[] {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d}, StandardCharsets.ISO_8859_1));
    }

    @Test
    void doesNotOpenAKeyThatWasMovedToAnotherCredential() {
        Credential victim = generate("victim", KeyType.P256);
        Credential thief = generate("thief", KeyType.P256);
        JDBC.sql("UPDATE software_key SET wrapped = (SELECT wrapped FROM software_key WHERE credential_id = ?)"
                        + " WHERE credential_id = ?")
                .params(victim.id().value(), thief.id().value())
                .update();
        assertThatThrownBy(() -> keys.sign(thief, DATA)).isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void doesNotOpenAKeyForAnotherSignerTypeOrVersion() {
        Credential own = generate("signer", KeyType.RSA2048);
        for (Credential other : new Credential[] {
            new Credential(own.id(), "other", own.keyType(), own.publicKey(), 1, own.createdAt(), null),
            new Credential(own.id(), "signer", KeyType.RSA3072, own.publicKey(), 1, own.createdAt(), null),
            new Credential(own.id(), "signer", own.keyType(), own.publicKey(), 2, own.createdAt(), null)
        }) {
            assertThatThrownBy(() -> keys.sign(other, DATA)).isInstanceOf(KeyUnavailableException.class);
        }
    }

    @Test
    void doesNotOpenAKeyUnderAnotherMasterKeyOrWithAByteChanged() {
        Credential own = generate("signer", KeyType.P256);
        byte[] master = new byte[32];
        master[0] = 1;
        assertThatThrownBy(() -> keys(new WrappingKey(master)).sign(own, DATA))
                .isInstanceOf(KeyUnavailableException.class);
        JDBC.sql("UPDATE software_key SET wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)")
                .update();
        assertThatThrownBy(() -> keys.sign(own, DATA)).isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void isOfNoUseUnderAnotherMasterKey() {
        keys.probe();
        keys.probe();
        byte[] master = new byte[32];
        master[0] = 1;
        SoftwareSigningKeys others = keys(new WrappingKey(master));
        assertThatThrownBy(others::probe).isInstanceOf(KeyUnavailableException.class);
        keys.probe();
    }

    @Test
    void aDestroyedKeySignsNothing() {
        Credential own = generate("signer", KeyType.P256);
        keys.destroy(own.id());
        keys.destroy(own.id());
        assertThatThrownBy(() -> keys.sign(own, DATA)).isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void theProductionProfileRefusesThisStore() {
        MockEnvironment production = new MockEnvironment();
        production.setActiveProfiles("production");
        KeyStoreProperties software = new KeyStoreProperties("software", 1, Duration.ofSeconds(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> new CredentialConfiguration()
                        .signingKeys(software, JDBC, new WrappingKey(new byte[32]), production));
        KeyStoreProperties unknown = new KeyStoreProperties("paper", 1, Duration.ofSeconds(1));
        assertThatIllegalStateException()
                .isThrownBy(() -> new CredentialConfiguration()
                        .signingKeys(unknown, JDBC, new WrappingKey(new byte[32]), new MockEnvironment()));
    }

    private Credential generate(String signer, KeyType type) {
        CredentialId id = new CredentialId(UUID.randomUUID());
        PublicKey key = keys.generate(id, signer, type);
        return new Credential(id, signer, type, key, 1, Instant.EPOCH, null);
    }

    private static SoftwareSigningKeys keys(WrappingKey wrapping) {
        return new SoftwareSigningKeys(JDBC, wrapping, new KeyThreads(2, Duration.ofSeconds(20)));
    }

    private static JdbcClient database() {
        EmbeddedParts.Database database = EmbeddedParts.newDatabase("keys");
        JdbcClient jdbc = JdbcClient.create(
                new DriverManagerDataSource(database.url(), database.username(), database.password()));
        jdbc.sql(
                        "CREATE TABLE software_key (credential_id uuid PRIMARY KEY, version int NOT NULL, wrapped bytea NOT NULL)")
                .update();
        jdbc.sql("CREATE TABLE software_key_probe (one boolean PRIMARY KEY DEFAULT true, wrapped bytea NOT NULL)")
                .update();
        return jdbc;
    }
}
