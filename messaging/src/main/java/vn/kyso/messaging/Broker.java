package vn.kyso.messaging;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.envelope.Topic;

/// Names on the broker, and clients of it. Addresses and security come from `spring.kafka`; what messaging promises
/// is set here and can't be configured away.
final class Broker {
    private final KafkaProperties properties;
    private final KafkaConnectionDetails connection;
    private final String prefix;
    private final Service self;

    Broker(KafkaProperties properties, KafkaConnectionDetails connection, String prefix, Service self) {
        this.properties = properties;
        this.connection = connection;
        this.prefix = prefix;
        this.self = self;
    }

    String topic(Topic topic) {
        return prefix + topic.id();
    }

    String deadLetterTopic(Topic topic) {
        return prefix + topic.deadLetterTopic(self);
    }

    String group() {
        return prefix + self.id();
    }

    /// The group under which the dead letters' reader keeps how far it has replayed.
    String replayGroup() {
        return prefix + self.id() + ".replay";
    }

    Admin admin() {
        Map<String, Object> config = new HashMap<>(properties.buildAdminProperties());
        reach(config, connection.getAdmin());
        config.put("default.api.timeout.ms", 10_000);
        config.put("request.timeout.ms", 5_000);
        return Admin.create(config);
    }

    KafkaProducer<byte[], byte[]> producer() {
        Map<String, Object> config = new HashMap<>(properties.buildProducerProperties());
        reach(config, connection.getProducer());
        config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // A relay's database transaction is open meanwhile; the outbox remembers, so the client need not try for long.
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        return new KafkaProducer<>(config);
    }

    /// What a consumer of the service's group is configured with.
    Map<String, Object> groupConsumer() {
        Map<String, Object> config = consumer();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group());
        config.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "consumer"); // KIP-848
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 250);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
        return config;
    }

    /// A consumer that is a member of no group and only keeps its offsets under [#replayGroup].
    KafkaConsumer<byte[], byte[]> deadLetterReader() {
        Map<String, Object> config = consumer();
        config.put(ConsumerConfig.GROUP_ID_CONFIG, replayGroup());
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return new KafkaConsumer<>(config);
    }

    private Map<String, Object> consumer() {
        Map<String, Object> config = new HashMap<>(properties.buildConsumerProperties());
        reach(config, connection.getConsumer());
        config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return config;
    }

    private static void reach(Map<String, Object> config, KafkaConnectionDetails.Configuration where) {
        config.put("bootstrap.servers", where.getBootstrapServers());
        String protocol = where.getSecurityProtocol();
        if (protocol != null) {
            config.put("security.protocol", protocol);
        }
    }
}
