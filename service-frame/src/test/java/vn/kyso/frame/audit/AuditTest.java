package vn.kyso.frame.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.PlainService;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.audit.AuditVerifier.Result;
import vn.kyso.testkit.KysoTest;
import vn.kyso.testkit.TestKeys;

@KysoTest(Service.CERTIFICATE)
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        classes = PlainService.class,
        // The tests seal when they want to.
        properties = "kyso.audit.seal-every=PT24H")
class AuditTest {
    @Autowired
    AuditLog audit;

    @Autowired
    Sealer sealer;

    @Autowired
    AuditVerifier verifier;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @BeforeEach
    void empty() {
        jdbc.sql("truncate frame_audit, frame_audit_seal").update();
    }

    @Test
    void chainsAndSealsWhatCommitted() {
        record(3);
        sealer.seal();
        record(2);
        sealer.seal();
        record(1);

        assertThat(verifier.verify(2)).isEqualTo(new Result.Intact(2, 5, 1));
    }

    @Test
    void operatorsAskWhetherTheLogIsWhole() {
        record(2);
        sealer.seal();
        AuditController door = new AuditController(verifier, (bucket, perMinute) -> {});
        assertThat(door.verify(1)).isEqualTo(new AuditController.Verification(true, 1L, 2L, 0L, null, null));
        assertThat(door.verify(2).intact()).as("a seal was cut off").isFalse();
        assertThatThrownBy(() -> door.verify(-1)).isInstanceOf(ProblemException.class);
        jdbc.sql("delete from frame_audit where position = 1").update();
        assertThat(door.verify(0).position()).isEqualTo(1L);
    }

    @Test
    void standsAndFallsWithItsTransaction() {
        transaction.executeWithoutResult(status -> {
            record(1);
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> record(2));
        sealer.seal();

        assertThat(verifier.verify(0)).isEqualTo(new Result.Intact(1, 2, 0));
    }

    @Test
    void sealsARowThatCommitsLateAfterOthers() throws InterruptedException {
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        Thread late = Thread.ofVirtual()
                .start(() -> transaction.executeWithoutResult(status -> {
                    audit.record("late", "s", "a", "demo", Map.of());
                    written.countDown();
                    try {
                        mayCommit.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
        written.await();
        record(2);
        sealer.seal();
        mayCommit.countDown();
        late.join();
        sealer.seal();

        assertThat(verifier.verify(2)).isEqualTo(new Result.Intact(2, 3, 0));
        assertThat(jdbc.sql("select action from frame_audit where position = 3")
                        .query(String.class)
                        .single())
                .isEqualTo("late");
    }

    @Test
    void letsOneSealerAtATimeWorkAndSealsMoreThanABatch() {
        record(1_203);
        try (ExecutorService instances = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 8).forEach(i -> instances.execute(sealer::seal));
        }
        sealer.seal();

        assertThat(verifier.verify(3)).isEqualTo(new Result.Intact(3, 1_203, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update frame_audit set tenant = 'other' where position = 2",
                "update frame_audit set details = '{}' where position = 2",
                "update frame_audit set at = at + interval '1 microsecond' where position = 2",
                "update frame_audit set hash = decode(repeat('00', 32), 'hex') where position = 2",
                "delete from frame_audit where position = 2",
                "update frame_audit set position = null, hash = null where position = 2",
            })
    void findsARowThatWasTamperedWith(String tampering) {
        record(3);
        sealer.seal();

        jdbc.sql(tampering).update();

        assertThat(verifier.verify(1))
                .isInstanceOfSatisfying(
                        Result.Broken.class,
                        broken -> assertThat(broken.position()).isEqualTo(2));
    }

    @Test
    void findsRowsThatChangedPlaces() {
        record(3);
        sealer.seal();

        jdbc.sql("update frame_audit set position = -position").update();
        jdbc.sql("update frame_audit set position = case position when -1 then 1 when -2 then 3 else 2 end")
                .update();

        assertThat(verifier.verify(1))
                .isInstanceOfSatisfying(
                        Result.Broken.class,
                        broken -> assertThat(broken.position()).isEqualTo(2));
    }

    @Test
    void findsFieldsThatWereShiftedIntoOneAnother() {
        audit.record("ab", "c", "lan", "demo", Map.of());
        sealer.seal();

        jdbc.sql("update frame_audit set action = 'a', subject = 'bc'").update();

        assertThat(verifier.verify(1)).isInstanceOf(Result.Broken.class);
    }

    @Test
    void findsAMissingLastRowAndAMissingSeal() {
        record(2);
        sealer.seal();
        record(2);
        sealer.seal();

        jdbc.sql("delete from frame_audit where position = 4").update();
        assertThat(verifier.verify(0)).isInstanceOf(Result.Broken.class);

        jdbc.sql("delete from frame_audit_seal where number = 2").update();
        jdbc.sql("delete from frame_audit where position = 3").update();
        assertThat(verifier.verify(1)).isInstanceOf(Result.Intact.class);
        assertThat(verifier.verify(2))
                .as("whoever saw seal 2 knows that the end was cut off")
                .isEqualTo(new Result.Broken(3, "Seal 2 was made and is missing"));
    }

    @Test
    void findsAChainThatWasMadeAnewWithoutTheServicesKey() {
        record(2);
        sealer.seal();
        Seal real = jdbc.sql("select " + Seal.COLUMNS + " from frame_audit_seal")
                .query(Seal::read)
                .single();
        Seal forged = new Seal(1, 2, real.hash(), real.sealedAt(), new byte[0])
                .signed(Service.CERTIFICATE, TestKeys.identity(Service.DOCUMENT).getPrivate());

        jdbc.sql("update frame_audit_seal set signature = :forged")
                .param("forged", forged.signature())
                .update();

        assertThat(verifier.verify(1))
                .isInstanceOfSatisfying(
                        Result.Broken.class, broken -> assertThat(broken.what()).contains("signature"));
    }

    private void record(int rows) {
        for (int i = 0; i < rows; i++) {
            audit.record("certificate-looked-up", "signer-" + i, "requester:demo", "demo", Map.of("found", "true"));
        }
    }
}
