package vn.kyso.frame.audit;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.frame.AuditLog;

class StoredAuditLog implements AuditLog {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final InstantSource clock;

    StoredAuditLog(JdbcClient jdbc, JsonMapper json, InstantSource clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void record(String action, String subject, String actor, String tenant, Map<String, String> details) {
        jdbc.sql("""
                        insert into frame_audit (at, action, subject, actor, tenant, details)
                        values (:at, :action, :subject, :actor, :tenant, :details)
                        """)
                // PostgreSQL keeps microseconds; the hash must see what is kept.
                .param("at", clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC))
                .param("action", action)
                .param("subject", subject)
                .param("actor", actor)
                .param("tenant", tenant)
                .param("details", json.writeValueAsString(new TreeMap<>(details)))
                .update();
    }
}
