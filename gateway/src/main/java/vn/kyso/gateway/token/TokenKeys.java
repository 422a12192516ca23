package vn.kyso.gateway.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.frame.WrappedValueException;
import vn.kyso.frame.WrappingKey;

/// The ES256 keys that sign requesters' access tokens, shared by all instances through the database, where they are
/// wrapped under the gateway's master key and bound to their id. A key signs for 30 days. It is published before it
/// signs, so that no service meets a token whose key another instance does not know yet, and for a day afterwards.
@Component
class TokenKeys implements JWKSource<SecurityContext> {
    private static final Duration SIGNS_FOR = Duration.ofDays(30);
    private static final Duration REREAD_AFTER = Duration.ofMinutes(1);
    /// As long as services keep what they were told, which is far longer than any instance takes to read it.
    private static final Duration PUBLISHED_BEFORE = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final InstantSource clock;
    private final WrappingKey wrapping;
    private final AtomicReference<Loaded> loaded;

    private record Loaded(JWKSet keys, Instant at) {}

    /// @param masterKey 32 bytes, base64: the installation's key of the gateway
    @ConfigurationProperties("kyso")
    record MasterKey(String masterKey) {
        @Override
        public String toString() {
            return "MasterKey[redacted]";
        }
    }

    TokenKeys(JdbcClient jdbc, TransactionTemplate transaction, InstantSource clock, MasterKey key) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
        this.wrapping =
                new WrappingKey(Base64.getDecoder().decode(key.masterKey().strip()));
        this.loaded = new AtomicReference<>(read());
    }

    @Override
    public List<JWK> get(JWKSelector selector, SecurityContext context) {
        return selector.select(current());
    }

    private JWKSet current() {
        Loaded now = Objects.requireNonNull(loaded.get());
        if (now.at().plus(REREAD_AFTER).isBefore(clock.instant())) {
            now = read();
            loaded.set(now);
        }
        return now.keys();
    }

    /// The keys, first the one that signs: the newest that has been published for a while, else the oldest.
    private Loaded read() {
        List<JWK> keys = transaction.execute(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('token_key'))")
                    .query()
                    .singleRow();
            boolean fresh = jdbc.sql("select exists (select 1 from token_key where created_at > :since)")
                    .param("since", OffsetDateTime.ofInstant(clock.instant().minus(SIGNS_FOR), ZoneOffset.UTC))
                    .query(Boolean.class)
                    .single();
            if (!fresh) {
                create();
            }
            jdbc.sql("delete from token_key where created_at < :before")
                    .param(
                            "before",
                            OffsetDateTime.ofInstant(clock.instant().minus(SIGNS_FOR.plusDays(1)), ZoneOffset.UTC))
                    .update();
            return jdbc.sql("""
                            select id, wrapped from token_key
                            order by created_at > :settled, case when created_at > :settled then created_at end,
                                created_at desc
                            """)
                    .param("settled", OffsetDateTime.ofInstant(clock.instant().minus(PUBLISHED_BEFORE), ZoneOffset.UTC))
                    .query((row, n) -> unwrap(row.getString("id"), row.getBytes("wrapped")))
                    .list();
        });
        return new Loaded(new JWKSet(Objects.requireNonNull(keys)), clock.instant());
    }

    private void create() {
        String id = UUID.randomUUID().toString();
        try {
            ECKey key = new ECKeyGenerator(Curve.P_256)
                    .keyID(id)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
            jdbc.sql("insert into token_key (id, wrapped, created_at) values (:id, :wrapped, :now)")
                    .param("id", id)
                    .param("wrapped", wrapping.wrap(key.toJSONString().getBytes(StandardCharsets.UTF_8), purpose(id)))
                    .param("now", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
                    .update();
        } catch (JOSEException e) {
            throw new IllegalStateException("A token key could not be made", e);
        }
    }

    private JWK unwrap(String id, byte[] wrapped) {
        try {
            return JWK.parse(new String(wrapping.unwrap(wrapped, purpose(id)), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException("Token key " + id + " is not a key", e);
        } catch (WrappedValueException e) {
            throw new IllegalStateException(
                    "Token key " + id + " does not open with kyso.master-key: the key was changed or the row altered",
                    e);
        }
    }

    private static String purpose(String id) {
        return "gateway/token-key/" + id;
    }
}
