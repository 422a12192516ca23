package vn.kyso.cli.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class EventStreamTest {
    private final List<String> resumedAfter = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<EventStream.Event> events = new LinkedBlockingQueue<>();
    private HttpServer server = newServer();

    @BeforeEach
    void serveOneEventForEachConnection() {
        server.createContext("/events", exchange -> {
            String last = exchange.getRequestHeaders().getFirst("Last-Event-ID");
            resumedAfter.add(last == null ? "the start" : last);
            int next = last == null ? 1 : Integer.parseInt(last) + 1;
            byte[] body = (": heartbeat\n\nid: %d\nevent: %s\ndata: {\"n\":\ndata: %d}\n\nid: 99\ndata: cut o")
                    .formatted(next, next == 3 ? "finished" : "sent", next)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(next == 2 && resumedAfter.size() == 2 ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void opensAgainAfterTheLastWholeEvent() throws InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events");
        try (EventStream _ = EventStream.read(new Http(), address, Authorization.NONE, event -> {
            events.add(event);
            return !event.type().equals("finished");
        })) {
            assertThat(next()).isEqualTo(new EventStream.Event("sent", "{\"n\":\n1}"));
            assertThat(next()).isEqualTo(new EventStream.Event("sent", "{\"n\":\n2}"));
            assertThat(next()).isEqualTo(new EventStream.Event("finished", "{\"n\":\n3}"));
        }
        assertThat(resumedAfter).containsExactly("the start", "1", "1", "2");
    }

    private EventStream.Event next() throws InterruptedException {
        EventStream.Event event = events.poll(20, TimeUnit.SECONDS);
        assertThat(event).isNotNull();
        return event;
    }

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("No server", e);
        }
    }
}
