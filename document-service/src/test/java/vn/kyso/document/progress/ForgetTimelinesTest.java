package vn.kyso.document.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import vn.kyso.testkit.EmbeddedParts;

class ForgetTimelinesTest {
    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");
    private static final EmbeddedParts.Database DATABASE = EmbeddedParts.newDatabase("forget-timelines");
    private static final DriverManagerDataSource SOURCE =
            new DriverManagerDataSource(DATABASE.url(), DATABASE.username(), DATABASE.password());

    private final JdbcClient jdbc = JdbcClient.create(SOURCE);

    @Test
    void ofAnOldRequestStaysHowItEnded() {
        Flyway.configure().dataSource(SOURCE).load().migrate();
        UUID old = request("finished", Duration.ofDays(401));
        UUID young = request("finished", Duration.ofDays(399));
        UUID open = request("approved", Duration.ofDays(401));
        new ForgetTimelines(jdbc, new ForgetTimelines.Settings(Duration.ofDays(400)), () -> NOW).forget();
        assertThat(sequences(old)).containsExactly(3);
        assertThat(sequences(young)).containsExactly(1, 2, 3);
        assertThat(sequences(open)).containsExactly(1, 2, 3);
    }

    private List<Integer> sequences(UUID request) {
        return jdbc.sql("select sequence from timeline where request = ? order by sequence")
                .params(request)
                .query(Integer.class)
                .list();
    }

    /// With three entries of that age.
    private UUID request(String state, Duration ago) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        insert into sign_request (id, tenant, requester, asked_by, user_id, signer, certificate_digest,
                            certificate_serial, certificate_holder, certificate_issuer, level, state, outcome,
                            created_at, expires_at, version, open_documents, timeline_end)
                        values (:id, 'demo', 'Demo', 'demo', 'ICA.001099012345', 's', 'd', '0A', 'h', 'i', 'B-B', :state,
                            case when :state = 'finished' then 'signed' end, :at, :at, 1, 0, 3)
                        """)
                .param("id", id)
                .param("state", state)
                .param("at", NOW.minus(ago).atOffset(ZoneOffset.UTC))
                .update();
        for (int sequence = 1; sequence <= 3; sequence++) {
            jdbc.sql("""
                            insert into timeline (request, sequence, type, at, detail)
                            values (:request, :sequence, 'x', :at, '{}')
                            """)
                    .param("request", id)
                    .param("sequence", sequence)
                    .param("at", NOW.minus(ago).atOffset(ZoneOffset.UTC))
                    .update();
        }
        return id;
    }
}
