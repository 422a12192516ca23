package vn.kyso.frame.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.frame.AuditLog;
import vn.kyso.messaging.DeadLetter;
import vn.kyso.messaging.DeadLetters;

/// Who has the door to dead letters: whoever consumes events and stands in the frame.
class DeadLetterAutoConfigurationTest {
    private final WebApplicationContextRunner service = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(DeadLetterAutoConfiguration.class));

    @Test
    void whoeverConsumesEventsAndKeepsAnAuditLogHasIt() {
        service.withBean(DeadLetters.class, NoLetters::new)
                .withBean(AuditLog.class, () -> DeadLetterAutoConfigurationTest::record)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(DeadLetterController.class));
    }

    @Test
    void whoeverLeavesTheFrameOutStartsWithoutIt() {
        service.withBean(DeadLetters.class, NoLetters::new)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DeadLetterController.class));
    }

    @Test
    void whoeverConsumesNothingStartsWithoutIt() {
        service.withBean(AuditLog.class, () -> DeadLetterAutoConfigurationTest::record)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(DeadLetterController.class));
    }

    private static void record(
            String action, String subject, String actor, String tenant, Map<String, String> details) {
        // Nobody acts here.
    }

    private static final class NoLetters implements DeadLetters {
        @Override
        public List<DeadLetter> list() {
            return List.of();
        }

        @Override
        public int replay(Topic topic) {
            return 0;
        }
    }
}
