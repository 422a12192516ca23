package vn.kyso.notification.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.kyso.contracts.event.SessionChangedEvent.ApprovalRequested;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.notification.Phone;
import vn.kyso.notification.Platform;
import vn.kyso.notification.Stream;

@ExtendWith(Platform.Ends.class)
class ForgetTest {
    private final Platform platform = Platform.running();
    private final SignerRef signer = Platform.signer();
    private final Phone phone = platform.bind(signer, "Điện thoại");

    @Test
    void forgetsARequestWithAllThatHangsOnItAndKeepsTheYounger() {
        ApprovalRequested old = ask(Duration.ofMinutes(5));
        ApprovalRequested young = ask(Duration.ofHours(1));
        phone.get("/v1/inbox/" + old.requestId());
        phone.post("/v1/inbox/" + old.requestId() + "/decision", Map.of("decision", "decline"));
        await().atMost(Platform.PATIENCE)
                .until(() -> platform.signing().heardAbout(old.requestId()).size() == 1);

        platform.bean(0, Forget.class).forget(Instant.now().plus(Duration.ofMinutes(10)));

        assertThat(phone.get("/v1/inbox/" + old.requestId()).status()).isEqualTo(404);
        assertThat(phone.get("/v1/inbox/" + young.requestId()).status()).isEqualTo(200);
        for (String table : List.of("inbox_answer", "inbox_delivery", "push_notice", "signer_reached")) {
            assertThat(rows(table, old)).as(table).isZero();
        }
    }

    @Test
    void aStreamThatCannotResumeBeginsAnew() {
        ApprovalRequested first = ask(Duration.ofHours(1));
        String seen;
        try (Stream stream = phone.stream(0, null)) {
            await().atMost(Platform.PATIENCE).until(() -> stream.events().size() == 1);
            seen = stream.events().getFirst().id();
        }
        ApprovalRequested second = ask(Duration.ofHours(1));
        platform.bean(0, JdbcClient.class)
                .sql("DELETE FROM inbox_change WHERE signer = ?")
                .param(signer.value())
                .update();

        try (Stream stream = phone.stream(1, seen)) {
            await().atMost(Platform.PATIENCE).until(() -> stream.events().size() == 2);
            assertThat(stream.events())
                    .extracting(Stream.Event::requestId)
                    .containsExactly(first.requestId(), second.requestId());
        }
    }

    @Test
    void someInstanceForgetsEveryDay() {
        await().atMost(Platform.PATIENCE)
                .untilAsserted(() -> assertThat(platform.bean(0, JdbcClient.class)
                                .sql("SELECT count(*) FROM messaging_work WHERE queue = 'forget' AND due_at > now()")
                                .query(Integer.class)
                                .single())
                        .isEqualTo(1));
    }

    private ApprovalRequested ask(Duration validFor) {
        ApprovalRequested asked = platform.ask(signer, validFor);
        await().atMost(Platform.PATIENCE)
                .until(() -> phone.get("/v1/inbox/" + asked.requestId()).status() == 200);
        return asked;
    }

    private int rows(String table, ApprovalRequested asked) {
        return platform.bean(0, JdbcClient.class)
                .sql("SELECT count(*) FROM " + table + " WHERE request_id = ?")
                .param(asked.requestId())
                .query(Integer.class)
                .single();
    }
}
