package vn.kyso.certificate.subscriber;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.frame.Operator;
import vn.kyso.frame.OperatorApi;

@RestController
@OperatorApi
class SubscriberController {
    private final EnrolSubscriber enrolSubscriber;

    SubscriberController(EnrolSubscriber enrolSubscriber) {
        this.enrolSubscriber = enrolSubscriber;
    }

    @PostMapping("/v1/operator/subscribers")
    ResponseEntity<Answer> enrol(@Valid @RequestBody Enrolment enrolment, Operator operator) {
        EnrolSubscriber.Enrolled enrolled = enrolSubscriber.enrol(
                enrolment.userId(),
                enrolment.name(),
                enrolment.country() == null ? "VN" : enrolment.country(),
                operator.name());
        return ResponseEntity.status(enrolled.added() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(Answer.of(enrolled.subscriber()));
    }

    record Enrolment(
            @NotNull String userId,
            @NotNull String name,
            @Nullable String country) {}

    /// @param commonName what certificates show where the whole name does not fit; else the name
    record Answer(String userId, String name, String commonName, Kind kind) {
        static Answer of(Subscriber subscriber) {
            return new Answer(
                    subscriber.userId().value(),
                    subscriber.name(),
                    subscriber.commonName(),
                    subscriber.organisation() ? Kind.ORGANISATION : Kind.PERSON);
        }
    }

    enum Kind {
        PERSON,
        ORGANISATION;

        @com.fasterxml.jackson.annotation.JsonValue
        String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
