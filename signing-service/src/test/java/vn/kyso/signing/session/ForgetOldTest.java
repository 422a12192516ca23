package vn.kyso.signing.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import vn.kyso.testkit.EmbeddedParts;

class ForgetOldTest {
    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
    private static final EmbeddedParts.Database DATABASE = EmbeddedParts.newDatabase("forget-old");
    private static final DriverManagerDataSource SOURCE =
            new DriverManagerDataSource(DATABASE.url(), DATABASE.username(), DATABASE.password());

    private final JdbcClient jdbc = JdbcClient.create(SOURCE);
    private final ForgetOld forgetOld =
            new ForgetOld(jdbc, new ForgetOld.Keep(Duration.ofDays(90), Duration.ofDays(30)), () -> NOW);

    @BeforeEach
    void anEmptyDatabase() {
        Flyway.configure().dataSource(SOURCE).load().migrate();
        jdbc.sql("TRUNCATE session, registration, activation CASCADE").update();
    }

    @Test
    void closedSessionsGoAndEvidenceStays() {
        session("closed-old", "closed", Duration.ofDays(91));
        session("closed-young", "closed", Duration.ofDays(89));
        session("approved-old", "approved", Duration.ofDays(4000));
        session("awaiting-old", "awaiting", Duration.ofDays(4000));
        forgetOld.forget();
        assertThat(jdbc.sql("SELECT request_id FROM session")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("closed-young", "approved-old", "awaiting-old");
    }

    @Test
    void moreThanABatchGoesAtOnce() {
        for (int i = 0; i < 501; i++) {
            session("closed-" + i, "closed", Duration.ofDays(100));
        }
        forgetOld.forget();
        assertThat(jdbc.sql("SELECT count(*) FROM session").query(Long.class).single())
                .isZero();
    }

    @Test
    void activationsGoWithTheKeysOfTheirCodesAndRunningRegistrationsStay() {
        activation("old", Duration.ofDays(31));
        activation("young", Duration.ofDays(29));
        activation("running", Duration.ofDays(31));
        registration("running", Duration.ofMinutes(-3));
        registration("old", Duration.ofMinutes(3));
        forgetOld.forget();
        assertThat(jdbc.sql("SELECT id FROM activation").query(String.class).list())
                .containsExactlyInAnyOrder("young", "running");
        assertThat(jdbc.sql("SELECT activation_id FROM registration")
                        .query(String.class)
                        .list())
                .containsExactly("running");
    }

    @Test
    void nothingIsForgottenBeforeEventsAboutItHaveStopped() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ForgetOld.Keep(Duration.ofDays(44), Duration.ofDays(30)));
    }

    private void session(String id, String state, Duration ago) {
        jdbc.sql("""
                        INSERT INTO session (request_id, tenant, signer, state, version, deadline, asked, mac)
                        VALUES (?, 'demo', 'signer', ?, 1, ?, '{}', '')""").params(id, state, NOW.minus(ago).atOffset(ZoneOffset.UTC)).update();
    }

    private void activation(String id, Duration ago) {
        jdbc.sql("""
                        INSERT INTO activation (id, signer, key_wrapped, made_by, created_at, expires_at)
                        VALUES (?, 'signer', '', 'operator:lan', now(), ?)""").params(id, NOW.minus(ago).atOffset(ZoneOffset.UTC)).update();
    }

    private void registration(String activation, Duration ago) {
        jdbc.sql("""
                        INSERT INTO registration
                            (id, activation_id, challenge, device_name, device_key_thumbprint, expires_at)
                        VALUES (?, ?, '', 'Phone', 'x', ?)""")
                .params(UUID.randomUUID(), activation, NOW.minus(ago).atOffset(ZoneOffset.UTC))
                .update();
    }
}
