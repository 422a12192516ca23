package vn.kyso.frame.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/// The proofs of devices and the tokens of operators that were used, shared by all instances through the database:
/// one shown to one instance is used up at the others. A row is some 60 bytes and lives for minutes, so the table
/// stays small at any load the service bears.
class SeenProofs {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    SeenProofs(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /// Notes a proof or token, unless it was noted before.
    ///
    /// @param maker whose `jti` it is: the thumbprint of a device's key, or the issuer of a token
    /// @param until when its time is up; half a minute later at the most it is refused for its age
    boolean first(String maker, String jti, Instant until) {
        return jdbc.sql("insert into frame_seen_proof (id, until) values (:id, :until) on conflict do nothing")
                        .param("id", digest(maker + "\n" + jti))
                        .param("until", until.plusSeconds(60).atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    @Scheduled(fixedDelayString = "PT1M")
    void forgetOld() {
        jdbc.sql("delete from frame_seen_proof where until < :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
