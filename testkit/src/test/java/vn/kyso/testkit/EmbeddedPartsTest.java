package vn.kyso.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import vn.kyso.contracts.envelope.Service;

@KysoTest(Service.SIGNING)
@ExtendWith(SpringExtension.class)
@ContextConfiguration(classes = EmbeddedPartsTest.Empty.class)
final class EmbeddedPartsTest {
    @Value("${spring.datasource.url}")
    private String url = "";

    @Value("${spring.datasource.username}")
    private String username = "";

    @Value("${spring.datasource.password}")
    private String password = "";

    @Value("${kyso.messaging.topic-prefix}")
    private String prefix = "";

    @Value("${kyso.device-token.private-key}")
    private String deviceTokenKey = "";

    @Test
    void givesEachClassAnEmptyDatabase() throws SQLException {
        try (var connection = DriverManager.getConnection(url, username, password);
                var rows = connection.getMetaData().getTables(null, "public", "%", new String[] {"TABLE"})) {
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void givesABrokerThatMakesTopicsOnlyWhenAsked() throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", EmbeddedParts.kafka()))) {
            admin.createTopics(List.of(new NewTopic(prefix + "sign-requested", 3, (short) 1)))
                    .all()
                    .get();
            assertThat(admin.listTopics().names().get()).contains(prefix + "sign-requested");
        }
    }

    @Test
    void givesEveryKey() {
        assertThat(deviceTokenKey).isNotEmpty();
        assertThat(TestTokens.requester("demo")).contains(".");
        assertThat(TestTokens.operator("An", Service.SIGNING)).contains(".");
    }

    @Configuration
    static class Empty {}
}
