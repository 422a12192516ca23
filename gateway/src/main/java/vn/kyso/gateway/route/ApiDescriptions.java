package vn.kyso.gateway.route;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;
import vn.kyso.gateway.login.LoginPolicy;

/// One description of the API for those outside: the services' own documents joined, as far as their calls pass the
/// gateway. Documents are kept for a minute, and longer while their service is away.
@RestController
class ApiDescriptions implements AutoCloseable {
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Upstreams upstreams;
    private final LoginPolicy policy;
    private final JsonMapper json;
    private final InstantSource clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<Service, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(JsonNode document, Instant at) {}

    ApiDescriptions(Upstreams upstreams, LoginPolicy policy, JsonMapper json, InstantSource clock) {
        this.upstreams = upstreams;
        this.policy = policy;
        this.json = json;
        this.clock = clock;
    }

    @GetMapping(path = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ObjectNode joined() {
        Map<Service, Future<JsonNode>> documents = new EnumMap<>(Service.class);
        for (Service service : Service.values()) {
            documents.put(service, threads.submit(() -> document(service)));
        }
        JoinedDocument joined = new JoinedDocument(json, policy.publicUrl());
        documents.forEach((service, document) -> joined.add(service, join(service, document)));
        return joined.document();
    }

    private static JsonNode join(Service service, Future<JsonNode> document) {
        try {
            return document.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(service, e);
        } catch (ExecutionException e) {
            throw away(service, e.getCause());
        }
    }

    private JsonNode document(Service service) throws IOException, InterruptedException {
        Kept known = kept.get(service);
        if (known != null && known.at().plus(KEPT).isAfter(clock.instant())) {
            return known.document();
        }
        try {
            JsonNode fetched = fetch(upstreams.of(service));
            kept.put(service, new Kept(fetched, clock.instant()));
            return fetched;
        } catch (IOException | JacksonException e) {
            if (known == null) {
                throw e;
            }
            return known.document();
        }
    }

    private JsonNode fetch(URI service) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(service.resolve("/v3/api-docs"))
                        .timeout(PATIENCE)
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("/v3/api-docs answered " + answer.statusCode());
        }
        return json.readTree(answer.body());
    }

    private static ProblemException away(Service service, @Nullable Throwable cause) {
        return new ProblemException(
                        ProblemType.SERVICE_UNAVAILABLE,
                        "The description of " + service.id() + " can't be had at the moment.",
                        cause == null ? new IOException("No answer") : cause)
                .with("retryAfterSeconds", 5);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        http.shutdownNow();
    }
}
