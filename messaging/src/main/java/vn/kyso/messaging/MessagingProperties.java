package vn.kyso.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Configuration under `kyso.messaging`.
///
/// @param topicPrefix before the name of every topic and consumer group, for installations that share a broker
/// @param partitions of a topic when it is created; events of one key share a partition, so never change it
///     afterwards
/// @param replicationFactor of a topic when it is created; -1 leaves it to the broker
/// @param createTopics false where the broker's operators create them
/// @param retention how long the broker keeps events: the longest request (1 h), and 7 days to mend a consumer
/// @param deadLetterRetention how long a dead letter waits for a decision
/// @param inboxRetention how long an event's id is remembered, and the age at which one is refused; at least both
///     retentions together, since a dead letter may come back at the end of them
/// @param consumerConcurrency consumers per topic in this instance
/// @param pollInterval how often instances look for what nobody woke them for
/// @param shutdownGrace how long running work and the outbox's rest may take at shutdown
@ConfigurationProperties("kyso.messaging")
record MessagingProperties(
        @DefaultValue("") String topicPrefix,
        @DefaultValue("12") int partitions,
        @DefaultValue("-1") short replicationFactor,
        @DefaultValue("true") boolean createTopics,
        @DefaultValue("8d") Duration retention,
        @DefaultValue("14d") Duration deadLetterRetention,
        @DefaultValue("23d") Duration inboxRetention,
        @DefaultValue("1") int consumerConcurrency,
        @DefaultValue("5s") Duration pollInterval,
        @DefaultValue("15s") Duration shutdownGrace) {
    private static final Duration LEAST_RETENTION = Duration.ofDays(7).plusHours(1);

    MessagingProperties {
        if (retention.compareTo(LEAST_RETENTION) < 0) {
            throw new IllegalArgumentException("kyso.messaging.retention must be at least 7 days and one hour");
        }
        if (inboxRetention.compareTo(retention.plus(deadLetterRetention)) < 0) {
            throw new IllegalArgumentException(
                    "kyso.messaging.inbox-retention must outlive an event and its dead letter: at least "
                            + retention.plus(deadLetterRetention));
        }
        if (partitions < 1 || consumerConcurrency < 1) {
            throw new IllegalArgumentException("kyso.messaging needs at least one partition and one consumer");
        }
    }
}
