package vn.kyso.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MDC;
import vn.kyso.contracts.envelope.Topic;

final class LogContextTest {
    private static final String REQUEST = "0b8b8e9c-0000-4000-8000-000000000000";

    @AfterEach
    void nothingStays() {
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyTopicAboutASignRequestNamesIt(Topic topic) {
        boolean ofRequest = topic != Topic.CERTIFICATE_CHANGED && topic != Topic.AUTHENTICATOR_CHANGED;
        boolean ofDocument = topic == Topic.SIGNATURE_CREATED || topic == Topic.DOCUMENT_SIGNED;
        String key = ofDocument ? "document-1" : ofRequest ? REQUEST : "certificate-1";
        String payload = ofDocument ? "{\"requestId\":\"" + REQUEST + "\"}" : "{}";
        try (LogContext _ = LogContext.of(TestInstance.event(topic, key, 1, payload))) {
            assertThat(MDC.get("tenant")).isEqualTo("demo");
            assertThat(MDC.get("signRequest")).isEqualTo(ofRequest ? REQUEST : null);
        }
    }

    @Test
    void aPayloadThatCannotBeReadNamesNothing() {
        for (String broken : new String[] {"{", "", "[]", "{\"requestId\":7}"}) {
            try (LogContext _ = LogContext.of(TestInstance.event(Topic.SIGNATURE_CREATED, "document-1", 1, broken))) {
                assertThat(MDC.get("tenant")).isEqualTo("demo");
                assertThat(MDC.get("signRequest")).isNull();
            }
        }
    }

    @Test
    void workNamesTheSignRequestThatItsKeyBeginsWith() {
        for (String key : new String[] {REQUEST, REQUEST + "/document-1", REQUEST + "/phone/2"}) {
            try (LogContext _ = LogContext.of(item(key), true)) {
                assertThat(MDC.getCopyOfContextMap())
                        .isEqualTo(Map.of("tenant", "demo", "work", "seal/" + key, "signRequest", REQUEST));
            }
        }
        try (LogContext _ = LogContext.of(item("certificate-1"), false)) {
            assertThat(MDC.get("signRequest")).isNull();
        }
    }

    @Test
    void putsBackWhatStoodThereBefore() {
        try (LogContext _ = LogContext.of(item(REQUEST), true)) {
            try (LogContext _ = LogContext.of(TestInstance.event(Topic.SESSION_CHANGED, "another", 1))) {
                assertThat(MDC.get("signRequest")).isEqualTo("another");
            }
            assertThat(MDC.get("signRequest")).isEqualTo(REQUEST);
            assertThat(MDC.get("eventId")).isNull();
        }
    }

    private static WorkItem item(String key) {
        return new WorkItem("seal", key, "demo", "{}", 1, Instant.now(), UUID.randomUUID());
    }
}
