package vn.kyso.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.proc.SimpleSecurityContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.testkit.EmbeddedParts;

/// Two instances of the gateway over the life of a key, on one database.
class TokenKeysTest {
    private static final EmbeddedParts.Database DATABASE = EmbeddedParts.newDatabase("token-keys");
    private static final DriverManagerDataSource SOURCE =
            new DriverManagerDataSource(DATABASE.url(), DATABASE.username(), DATABASE.password());

    private final JdbcClient jdbc = JdbcClient.create(SOURCE);
    private Instant now = Instant.parse("2026-11-25T00:00:00Z");

    @BeforeEach
    void anEmptyDatabase() {
        Flyway.configure().dataSource(SOURCE).load().migrate();
        jdbc.sql("delete from token_key").update();
    }

    @Test
    void theFirstKeySignsAtOnceAndForAllInstances() {
        assertThat(published(instance())).hasSize(1).isEqualTo(published(instance()));
    }

    @Test
    void aNewKeyIsPublishedByEveryInstanceBeforeAnySignsWithIt() {
        TokenKeys one = instance();
        TokenKeys other = instance();
        String old = signs(one);
        now = now.plus(Duration.ofDays(30)).plusSeconds(1);

        assertThat(published(one)).hasSize(2);
        assertThat(signs(one)).isEqualTo(old);
        now = now.plus(Duration.ofSeconds(61));
        assertThat(published(other)).containsExactlyElementsOf(published(one));
        assertThat(signs(other)).isEqualTo(old);

        now = now.plus(Duration.ofMinutes(10));
        String successor = signs(one);
        assertThat(successor).isNotEqualTo(old).isEqualTo(signs(other)).isEqualTo(signs(instance()));
        // Tokens of the old key live for some minutes yet.
        assertThat(published(other)).contains(old);
    }

    @Test
    void anOldKeyIsForgottenWhenNoTokenOfItLives() {
        TokenKeys keys = instance();
        String old = signs(keys);
        now = now.plus(Duration.ofDays(30)).plusSeconds(1);
        assertThat(published(keys)).contains(old);
        now = now.plus(Duration.ofDays(1));

        assertThat(published(keys)).hasSize(1).doesNotContain(old);
        assertThat(jdbc.sql("select count(*) from token_key").query(Long.class).single())
                .isOne();
    }

    private TokenKeys instance() {
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(SOURCE));
        return new TokenKeys(
                jdbc,
                transaction,
                () -> now,
                new TokenKeys.MasterKey(Base64.getEncoder().encodeToString(new byte[32])));
    }

    /// As the encoder picks: the first.
    private static String signs(TokenKeys keys) {
        return published(keys).getFirst();
    }

    private static List<String> published(TokenKeys keys) {
        return keys.get(new JWKSelector(new JWKMatcher.Builder().build()), new SimpleSecurityContext()).stream()
                .map(JWK::getKeyID)
                .toList();
    }
}
