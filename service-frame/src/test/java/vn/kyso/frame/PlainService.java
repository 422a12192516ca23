package vn.kyso.frame;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.problem.ProblemType;

/// A service with one handler of each kind.
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(excludeName = "vn.kyso.messaging.MessagingAutoConfiguration")
@Import({PlainService.Mixed.class, PlainService.Open.class})
public class PlainService {
    @RestController
    @RequesterApi(scope = "documents:write")
    static class Mixed {
        @GetMapping("/v1/documents")
        Requester requester(Requester requester) {
            return requester;
        }

        @RequesterApi(scope = "tenant:admin")
        @GetMapping("/v1/tenant")
        Requester admin(Requester requester) {
            return requester;
        }

        @DeviceApi(audience = "inbox")
        @GetMapping("/v1/inbox")
        Device device(Device device) {
            return device;
        }

        @DeviceApi(audience = "prepared")
        @GetMapping("/v1/prepared/{name}")
        StreamingResponseBody prepared(@PathVariable String name) {
            return out -> out.write(name.getBytes(StandardCharsets.UTF_8));
        }

        @OperatorApi
        @GetMapping("/v1/operator/things")
        Operator operator(Operator operator) {
            return operator;
        }

        @ServiceApi({Service.DOCUMENT, Service.SIGNING})
        @GetMapping("/internal/things")
        CallingService service(CallingService service) {
            return service;
        }
    }

    public record Box(@Max(100) int x, @NotBlank String name) {}

    record Order(
            @Valid List<Box> boxes,
            @Nullable UUID id,
            @Nullable Code code) {}

    record Code(String value) {
        Code {
            if (value.length() != 2) {
                throw new IllegalArgumentException("A match code has two digits");
            }
        }
    }

    @RestController
    @PublicApi
    static class Open {
        private final DpopProofs proofs;

        Open(DpopProofs proofs) {
            this.proofs = proofs;
        }

        @PostMapping("/open/proofs")
        DpopProofs.Proof proof(HttpServletRequest request) {
            return proofs.verify(request, null);
        }

        @PostMapping(path = "/open/orders", consumes = MediaType.APPLICATION_JSON_VALUE)
        ResponseEntity<Order> order(@Valid @RequestBody Order order) {
            return ResponseEntity.ok(order);
        }

        @GetMapping(path = "/open/numbers/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
        String number(@PathVariable UUID id, @RequestParam @Max(100) int limit) {
            return "\"" + id + limit + "\"";
        }

        @GetMapping("/open/refused")
        String refused() {
            throw new ProblemException(ProblemType.NOT_A_PDF, "It begins with <html>.").with("firstBytes", "PGh0bWw-");
        }

        @GetMapping("/open/broken")
        String broken() {
            throw new IllegalStateException("the secret of the house");
        }

        @GetMapping("/open/database-away")
        String databaseAway() {
            throw new CannotGetJdbcConnectionException("jdbc:postgresql://secret");
        }

        @GetMapping(path = "/open/stream-refused", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        SseEmitter streamRefused() {
            throw new ProblemException(ProblemType.NOT_FOUND, "No such stream.");
        }

        @GetMapping(path = "/open/stream-broken", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        SseEmitter streamBroken() throws IOException {
            SseEmitter emitter = new SseEmitter(0L);
            emitter.send("one");
            emitter.completeWithError(new IllegalStateException("the secret of the house"));
            return emitter;
        }
    }
}
