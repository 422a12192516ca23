package vn.kyso.notification;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An open stream of server-sent events, read on a thread of its own.
public final class Stream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stream.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final java.util.stream.Stream<String> lines;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> comments = new CopyOnWriteArrayList<>();
    private volatile boolean ended;

    private Stream(java.util.stream.Stream<String> lines) {
        this.lines = lines;
    }

    static Stream open(HttpClient http, HttpRequest request) {
        try {
            HttpResponse<java.util.stream.Stream<String>> answer =
                    http.send(request, HttpResponse.BodyHandlers.ofLines());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("Status " + answer.statusCode());
            }
            Stream stream = new Stream(answer.body());
            Thread.ofVirtual().start(stream::read);
            return stream;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private void read() {
        List<String> block = new ArrayList<>();
        try {
            lines.forEach(line -> {
                if (!line.isEmpty()) {
                    block.add(line);
                    return;
                }
                if (block.stream().allMatch(l -> l.startsWith(":"))) {
                    comments.addAll(block);
                } else {
                    events.add(
                            new Event(field(block, "id"), field(block, "event"), JSON.readTree(field(block, "data"))));
                }
                block.clear();
            });
        } catch (UncheckedIOException e) {
            LOG.debug("The stream was cut", e);
        }
        ended = true;
    }

    private static String field(List<String> block, String name) {
        return block.stream()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    /// Those of one type, in order.
    public List<Event> events(String type) {
        return events.stream().filter(event -> event.type().equals(type)).toList();
    }

    public int heartbeats() {
        return comments.size();
    }

    public boolean ended() {
        return ended;
    }

    @Override
    public void close() {
        lines.close();
    }

    /// One server-sent event.
    public record Event(String id, String type, JsonNode data) {
        public String requestId() {
            return data.path("requestId").asString("");
        }

        public String state() {
            return data.path("state").asString("");
        }
    }
}
