package vn.kyso.frame.audit;

import java.security.PrivateKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.envelope.Service;

/// Gives committed rows their places in the chain and signs the chain's new end. All instances try; an advisory lock
/// lets one of them at a time. The order is that of sealing: a transaction that commits late is sealed late, whatever
/// number its rows were given.
class Sealer {
    private static final Logger LOG = LoggerFactory.getLogger(Sealer.class);
    private static final int BATCH = 500;

    /// `frame_audit` in ASCII: the lock's number must be the same in all instances, and nobody else's.
    private static final long LOCK = 0x6672616d655f61L;

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final TransactionTemplate transaction;
    private final Service self;
    private final PrivateKey key;
    private final InstantSource clock;

    Sealer(
            JdbcClient jdbc,
            JdbcTemplate batches,
            TransactionTemplate transaction,
            Service self,
            PrivateKey key,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.transaction = transaction;
        this.self = self;
        this.key = key;
        this.clock = clock;
    }

    /// Seals whatever has committed, in batches, unless another instance is at it.
    @Scheduled(fixedDelayString = "${kyso.audit.seal-every:PT2S}")
    void seal() {
        while (Integer.valueOf(BATCH).equals(transaction.execute(status -> sealBatch()))) {
            LOG.debug("A full batch of audit rows was sealed: there may be more");
        }
    }

    private int sealBatch() {
        boolean mine = jdbc.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single();
        if (!mine) {
            return 0;
        }
        List<AuditRow> rows = jdbc.sql("select " + AuditRow.COLUMNS
                        + " from frame_audit where position is null order by id limit " + BATCH)
                .query(AuditRow::read)
                .list();
        if (rows.isEmpty()) {
            return 0;
        }
        Seal last = jdbc.sql("select " + Seal.COLUMNS + " from frame_audit_seal order by number desc limit 1")
                .query(Seal::read)
                .optional()
                .orElse(Seal.NONE);
        byte[][] hashes = new byte[rows.size()][];
        byte[] previous = last.hash();
        for (int i = 0; i < hashes.length; i++) {
            previous = rows.get(i).chainedTo(previous, last.lastPosition() + 1 + i);
            hashes[i] = previous;
        }
        place(rows, last.lastPosition(), hashes);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        add(new Seal(last.number() + 1, last.lastPosition() + rows.size(), previous, now, new byte[0])
                .signed(self, key));
        return rows.size();
    }

    private void place(List<AuditRow> rows, long after, byte[][] hashes) {
        batches.batchUpdate(
                "update frame_audit set position = ?, hash = ? where id = ? and position is null",
                new BatchPreparedStatementSetter() {
                    @Override
                    public void setValues(java.sql.PreparedStatement update, int i) throws java.sql.SQLException {
                        update.setLong(1, after + 1 + i);
                        update.setBytes(2, hashes[i]);
                        update.setLong(3, rows.get(i).id());
                    }

                    @Override
                    public int getBatchSize() {
                        return rows.size();
                    }
                });
    }

    private void add(Seal seal) {
        jdbc.sql("""
                        insert into frame_audit_seal (number, last_position, hash, sealed_at, signature)
                        values (:number, :position, :hash, :at, :signature)
                        """)
                .param("number", seal.number())
                .param("position", seal.lastPosition())
                .param("hash", seal.hash())
                .param("at", seal.sealedAt().atOffset(ZoneOffset.UTC))
                .param("signature", seal.signature())
                .update();
        LOG.atInfo()
                .addKeyValue("audit.seal", seal.number())
                .addKeyValue("audit.position", seal.lastPosition())
                .addKeyValue("audit.hash", HexFormat.of().formatHex(seal.hash()))
                .log("audit sealed");
    }
}
