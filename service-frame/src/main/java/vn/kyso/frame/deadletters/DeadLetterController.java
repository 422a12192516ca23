package vn.kyso.frame.deadletters;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.contracts.envelope.Topic;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.Operator;
import vn.kyso.frame.OperatorApi;
import vn.kyso.frame.ProblemException;
import vn.kyso.messaging.DeadLetter;
import vn.kyso.messaging.DeadLetters;

@RestController
@OperatorApi
@RequestMapping("/v1/operator/dead-letters")
class DeadLetterController {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterController.class);

    private final DeadLetters deadLetters;
    private final AuditLog audit;

    DeadLetterController(DeadLetters deadLetters, AuditLog audit) {
        this.deadLetters = deadLetters;
        this.audit = audit;
    }

    record Listed(List<Letter> deadLetters) {}

    record Letter(
            String topic,
            int partition,
            long offset,
            @Nullable UUID eventId,
            @Nullable String type,
            @Nullable String key,
            @Nullable String tenant,
            String reason,
            String detail,
            Instant at) {
        static Letter of(DeadLetter letter) {
            return new Letter(
                    letter.topic().id(),
                    letter.partition(),
                    letter.offset(),
                    letter.eventId(),
                    letter.type(),
                    letter.key(),
                    letter.tenant(),
                    letter.reason().code(),
                    letter.detail(),
                    letter.at());
        }
    }

    record Replayed(int replayed) {}

    @GetMapping
    Listed list() {
        return new Listed(deadLetters.list().stream().map(Letter::of).toList());
    }

    @PostMapping("/{topic}/replay")
    Replayed replay(@PathVariable String topic, Operator operator) {
        Topic of = Topic.of(topic).orElseThrow(() -> unknown(topic));
        try {
            int replayed = deadLetters.replay(of);
            audit.record(
                    "dead-letters-replayed",
                    topic,
                    "operator:" + operator.name(),
                    "",
                    Map.of("replayed", String.valueOf(replayed)));
            LOG.atInfo()
                    .addKeyValue("topic", topic)
                    .addKeyValue("replayed", replayed)
                    .log("Dead letters replayed");
            return new Replayed(replayed);
        } catch (IllegalArgumentException _) {
            throw unknown(topic);
        }
    }

    private static ProblemException unknown(String topic) {
        return new ProblemException(ProblemType.NOT_FOUND, "This service consumes no topic " + topic + ".");
    }
}
