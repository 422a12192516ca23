package vn.kyso.messaging;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/// Whether every topic's consumers of this instance have partitions. Shown at `/actuator/health` for whoever starts
/// the platform; no part of readiness, which is about HTTP alone.
final class KafkaConsumersHealth implements HealthIndicator {
    private final EventConsumers consumers;
    private final Topics topics;

    KafkaConsumersHealth(EventConsumers consumers, Topics topics) {
        this.consumers = consumers;
        this.topics = topics;
    }

    @Override
    public Health health() {
        var assigned = consumers.assigned();
        boolean all = topics.ready() && assigned.values().stream().allMatch(n -> n > 0);
        Health.Builder health = all ? Health.up() : Health.down();
        assigned.forEach((topic, partitions) -> health.withDetail(topic.id(), partitions));
        return health.build();
    }
}
