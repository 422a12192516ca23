package vn.kyso.document.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.contracts.event.SignerReachedEvent;
import vn.kyso.document.DocumentServiceApplication;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Pdfs;

/// Two instances on one database: whoever watches sees the same timeline at either.
class ProgressTest extends DocumentServiceTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Autowired
    private ConfigurableEnvironment environment;

    private ConfigurableApplicationContext second;
    private int secondPort;

    @BeforeAll
    void startASecondInstance() {
        Map<String, Object> properties = new java.util.LinkedHashMap<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source.getName().equals("kyso-test") && source instanceof MapPropertySource map) {
                properties.putAll(map.getSource());
            }
        }
        properties.put("server.port", "0");
        for (String name : List.of("kyso.document.blob-folder", "kyso.progress.heartbeat")) {
            properties.put(name, environment.getRequiredProperty(name));
        }
        String[] arguments = properties.entrySet().stream()
                .map(e -> "--" + e.getKey() + "=" + e.getValue())
                .toArray(String[]::new);
        second = new SpringApplicationBuilder(DocumentServiceApplication.class).run(arguments);
        secondPort = second.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    @AfterAll
    void stopTheSecondInstance() {
        second.close();
    }

    /// A stream as a watcher reads it.
    private static final class Watcher implements AutoCloseable {
        private final List<String> ids = new CopyOnWriteArrayList<>();
        private final List<String> types = new CopyOnWriteArrayList<>();
        private final List<JsonNode> data = new CopyOnWriteArrayList<>();
        private final List<String> comments = new CopyOnWriteArrayList<>();
        private final HttpResponse<Stream<String>> response;
        private volatile boolean ended;

        Watcher(int port, String request, String... headers) {
            HttpRequest.Builder call = Api.of(port, "demo")
                    .request("/v1/sign-requests/" + request + "/events")
                    .header("Accept", "text/event-stream");
            if (headers.length > 0) {
                call.headers(headers);
            }
            try {
                response = HttpClient.newHttpClient().send(call.build(), HttpResponse.BodyHandlers.ofLines());
            } catch (IOException e) {
                throw new IllegalStateException("No stream", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted", e);
            }
            Thread.ofVirtual().start(this::read);
        }

        private void read() {
            try {
                response.body().forEach(this::take);
            } catch (java.io.UncheckedIOException e) {
                comments.add("broken off: " + e.getMessage());
            }
            ended = true;
        }

        private void take(String line) {
            if (line.startsWith("id:")) {
                ids.add(line.substring(3).strip());
            } else if (line.startsWith("event:")) {
                types.add(line.substring(6).strip());
            } else if (line.startsWith("data:")) {
                data.add(JSON.readTree(line.substring(5)));
            } else if (line.startsWith(":")) {
                comments.add(line);
            }
        }

        @Override
        public void close() {
            response.body().close();
        }
    }

    @Test
    void streamsFromEitherInstanceUntilTheEnd() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        try (Watcher here = new Watcher(port, id);
                Watcher there = new Watcher(secondPort, id)) {
            assertThat(here.response.statusCode()).isEqualTo(200);
            assertThat(here.response.headers().firstValue("Content-Type").orElse(""))
                    .startsWith("text/event-stream");
            sayApprovalRequested(asked);
            services.say(
                    new SignerReachedEvent.NotificationSent(id, "web-push", "Điện thoại", Instant.now()), id, "demo");
            awaitUntil(() -> here.types.contains("sent") && there.types.contains("sent"));
            sayApproved(id);
            saySigned(asked);
            awaitUntil(() -> here.ended && there.ended);
            assertThat(here.types).startsWith("asked").endsWith("document-signed", "finished");
            assertThat(there.types).isEqualTo(here.types);
            assertThat(here.ids).isEqualTo(numbers(1, here.types.size()));
            assertThat(here.data.getLast().path("detail").path("outcome").asString())
                    .isEqualTo("signed");
        }
    }

    @Test
    void resumesAtTheOtherInstance() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        sayApprovalRequested(asked(id));
        try (Watcher first = new Watcher(port, id)) {
            awaitUntil(() -> first.types.contains("approval-requested"));
        }
        services.say(new SignerReachedEvent.NoDevice(id, Instant.now()), id, "demo");
        awaitUntil(() -> timeline(read(id)).contains("no-device"));
        try (Watcher again = new Watcher(secondPort, id, "Last-Event-ID", "2")) {
            sayClosed(id, SessionChangedEvent.Outcome.EXPIRED, "expired");
            awaitUntil(() -> again.ended);
            assertThat(again.types).containsExactly("no-device", "finished");
            assertThat(again.ids).containsExactly("3", "4");
        }
    }

    @Test
    void replaysWhatIsOverAndEnds() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        sayClosed(id, SessionChangedEvent.Outcome.DECLINED, "declined");
        awaitFinished(id);
        try (Watcher late = new Watcher(secondPort, id);
                Watcher done = new Watcher(port, id, "Last-Event-ID", "2")) {
            awaitUntil(() -> late.ended && done.ended);
            assertThat(late.types).containsExactly("asked", "finished");
            assertThat(done.types).isEmpty();
        }
    }

    @Test
    void beatsWhileNothingHappens() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        try (Watcher watcher = new Watcher(port, id)) {
            awaitUntil(() -> watcher.comments.size() >= 2);
            assertThat(watcher.ended).isFalse();
        }
    }

    @Test
    void servesManyWatchersAtBothInstances() {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        List<Watcher> watchers = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                watchers.add(new Watcher(i % 2 == 0 ? port : secondPort, id));
            }
            awaitUntil(() -> watchers.stream().allMatch(w -> w.types.contains("asked")));
            sayClosed(id, SessionChangedEvent.Outcome.DECLINED, "declined");
            awaitUntil(() -> watchers.stream().allMatch(w -> w.ended));
            assertThat(watchers).allMatch(w -> w.types.equals(List.of("asked", "finished")));
        } finally {
            watchers.forEach(Watcher::close);
        }
    }

    private static List<String> numbers(int from, int to) {
        return Stream.iterate(from, i -> i <= to, i -> i + 1)
                .map(String::valueOf)
                .toList();
    }
}
