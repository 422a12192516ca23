package vn.kyso.certificate.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.envelope.EventEnvelope;
import vn.kyso.frame.WrappingKey;
import vn.kyso.testkit.EmbeddedParts;

/// The CA's own keys over the years, on a clock that the test turns.
class EmbeddedAuthorityTest {
    private static final Instant START = Instant.parse("2026-11-24T00:00:00Z");

    private final List<EventEnvelope> published = Collections.synchronizedList(new ArrayList<>());
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final WrappingKey wrappingKey;
    private Instant now = START;

    EmbeddedAuthorityTest() {
        EmbeddedParts.Database database = EmbeddedParts.newDatabase("authority");
        DriverManagerDataSource source =
                new DriverManagerDataSource(database.url(), database.username(), database.password());
        Flyway.configure().dataSource(source).load().migrate();
        this.jdbc = JdbcClient.create(source);
        this.transactions = new TransactionTemplate(new DataSourceTransactionManager(source));
        byte[] master = new byte[32];
        new SecureRandom().nextBytes(master);
        this.wrappingKey = new WrappingKey(master);
    }

    @Test
    void instancesStartingAtOnceMakeOneAuthority() {
        List<EmbeddedAuthority> instances =
                Stream.generate(() -> authority(Period.ofYears(10))).limit(6).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(instances.size())) {
            instances.forEach(instance -> threads.execute(instance::establish));
        }
        for (AuthorityRole role : AuthorityRole.values()) {
            assertThat(instances.stream()
                            .map(instance -> instance.key(role).certificate())
                            .distinct())
                    .as("%s", role)
                    .hasSize(1);
        }
        assertThat(published).hasSize(1);
    }

    @Test
    void respondersAreRenewedAtHalfTheirLifeAndTheAuthoritiesNever() {
        EmbeddedAuthority authority = authority(Period.ofYears(10));
        authority.establish();
        Map<AuthorityRole, AuthorityKey> first = keys(authority);

        now = START.plus(Duration.ofDays(29));
        authority.establish();
        assertThat(keys(authority))
                .allSatisfy((role, key) -> assertThat(key.generation()).isEqualTo(1));

        now = START.plus(Duration.ofDays(31));
        authority.establish();
        Map<AuthorityRole, AuthorityKey> second = keys(authority);
        for (AuthorityRole role : AuthorityRole.values()) {
            boolean responder = role == AuthorityRole.ROOT_RESPONDER || role == AuthorityRole.ISSUING_RESPONDER;
            assertThat(generation(second, role)).as("%s", role).isEqualTo(responder ? 2 : 1);
        }

        now = START.plus(Duration.ofDays(366 * 4));
        authority.establish();
        assertThat(generation(keys(authority), AuthorityRole.TIMESTAMP)).isEqualTo(2);
        assertThat(authority.key(AuthorityRole.ROOT).certificate())
                .isEqualTo(key(first, AuthorityRole.ROOT).certificate());
    }

    @Test
    void anotherInstanceTakesOverWhatOneHasRenewed() {
        EmbeddedAuthority one = authority(Period.ofYears(10));
        EmbeddedAuthority other = authority(Period.ofYears(10));
        one.establish();
        other.establish();
        now = START.plus(Duration.ofDays(31));
        one.establish();
        other.establish();
        assertThat(other.key(AuthorityRole.ISSUING_RESPONDER).certificate())
                .isEqualTo(one.key(AuthorityRole.ISSUING_RESPONDER).certificate());
        assertThat(published).hasSize(1);
    }

    @Test
    void aReplacedIssuingAuthorityKeepsAResponderUntilItExpires() {
        EmbeddedAuthority authority = authority(Period.ofYears(1));
        EmbeddedAuthority other = authority(Period.ofYears(1));
        authority.establish();
        other.establish();
        CertificationAuthority old = authority.key(AuthorityRole.ISSUING).authority();
        transactions.executeWithoutResult(status -> authority.replace(AuthorityRole.ISSUING));
        authority.takeOver();
        CertificationAuthority fresh = authority.key(AuthorityRole.ISSUING).authority();
        assertThat(fresh).isEqualTo(new CertificationAuthority(AuthorityRole.ISSUING, 2));
        // Whoever asks another instance about the new one makes it look.
        assertThat(other.responder(fresh)).isPresent();
        assertThat(other.key(AuthorityRole.TIMESTAMP).issuer()).isEqualTo(fresh);

        now = START.plus(Duration.ofDays(40));
        other.establish();
        assertThat(other.responder(old)
                        .orElseThrow()
                        .certificate()
                        .getNotBefore()
                        .toInstant())
                .isEqualTo(now);
        assertThat(other.responder(old).orElseThrow().issuer()).isEqualTo(old);
        assertThat(other.key(AuthorityRole.ISSUING_RESPONDER).issuer()).isEqualTo(fresh);

        now = START.plus(Duration.ofDays(370));
        other.establish();
        assertThat(other.responder(old)).isEmpty();
        assertThat(other.key(old)).isPresent();
    }

    @Test
    void whatIsRevokedIssuesNothingMoreThoughAnInstanceHasNotHeardOfIt() {
        EmbeddedAuthority authority = authority(Period.ofYears(1));
        EmbeddedAuthority unaware = authority(Period.ofYears(1));
        authority.establish();
        unaware.establish();
        CertificationAuthority old = authority.key(AuthorityRole.ISSUING).authority();
        assertThat(transactions.<Boolean>execute(status -> unaware.lockInForce(old)))
                .isTrue();
        transactions.executeWithoutResult(status -> authority.revoke(AuthorityRole.ISSUING, 1, now, 1));
        assertThat(transactions.<Boolean>execute(status -> unaware.lockInForce(old)))
                .isFalse();
        unaware.takeOver();
        assertThat(unaware.key(AuthorityRole.ISSUING).authority()).isNotEqualTo(old);
    }

    @Test
    void nothingOutlivesTheAuthorityThatIssuedIt() {
        EmbeddedAuthority authority = authority(Period.ofDays(40));
        authority.establish();
        Instant end =
                authority.key(AuthorityRole.ISSUING).certificate().getNotAfter().toInstant();
        assertThat(end).isEqualTo(START.plus(Duration.ofDays(40)));
        assertThat(authority
                        .key(AuthorityRole.TIMESTAMP)
                        .certificate()
                        .getNotAfter()
                        .toInstant())
                .isEqualTo(end);
        assertThat(authority
                        .key(AuthorityRole.ISSUING_RESPONDER)
                        .certificate()
                        .getNotAfter()
                        .toInstant())
                .isEqualTo(end);
    }

    @Test
    void keysAreNotShownInLogs() {
        EmbeddedAuthority authority = authority(Period.ofYears(10));
        authority.establish();
        assertThat(authority.key(AuthorityRole.ROOT).toString())
                .contains("hidden")
                .doesNotContain("PrivateKey");
    }

    private EmbeddedAuthority authority(Period issuingLife) {
        PkiProperties properties = new PkiProperties(
                null,
                "Kyso",
                "Root",
                "Issuing",
                "OCSP",
                "TSA",
                PkiProperties.Curve.P384,
                PkiProperties.Curve.P256,
                Period.ofYears(20),
                issuingLife,
                Period.ofDays(60),
                Period.ofYears(6),
                "1.3.6.1.4.1.32473.1.1",
                "1.3.6.1.4.1.32473.1.2",
                Duration.ofHours(6),
                Duration.ofMinutes(1));
        CertificateSigning signing = new CertificateSigning(new ProfileExtensions(
                new PkiAddresses("http://pki.example.vn/pki"), properties.policy(), properties.timestampPolicy()));
        return new EmbeddedAuthority(
                new AuthorityKeys(jdbc, wrappingKey),
                new AuthorityKeyMaking(properties, signing),
                signing,
                new TrustAnchorEvents(jdbc, published::add, transactions, () -> now, properties),
                jdbc,
                transactions,
                () -> now);
    }

    private static Map<AuthorityRole, AuthorityKey> keys(EmbeddedAuthority authority) {
        Map<AuthorityRole, AuthorityKey> keys = new EnumMap<>(AuthorityRole.class);
        for (AuthorityRole role : AuthorityRole.values()) {
            keys.put(role, authority.key(role));
        }
        return keys;
    }

    private static AuthorityKey key(Map<AuthorityRole, AuthorityKey> keys, AuthorityRole role) {
        return java.util.Objects.requireNonNull(keys.get(role));
    }

    private static int generation(Map<AuthorityRole, AuthorityKey> keys, AuthorityRole role) {
        return key(keys, role).generation();
    }
}
