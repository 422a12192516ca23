package vn.kyso.notification.push;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A push service on this machine: keeps what it is sent and answers as it is told, 201 otherwise.
public final class PushService implements AutoCloseable {
    private final HttpServer server;
    private final List<Received> received = new ArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final Map<String, Queue<Answer>> answersAt = new HashMap<>();

    private PushService(HttpServer server) {
        this.server = server;
    }

    public static PushService start() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            PushService service = new PushService(server);
            server.createContext("/", exchange -> {
                byte[] body = exchange.getRequestBody().readAllBytes();
                Answer answer = service.take(new Received(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getPath(),
                        exchange.getRequestHeaders(),
                        body));
                answer.headers.forEach(exchange.getResponseHeaders()::set);
                byte[] text = answer.body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(answer.status, text.length == 0 ? -1 : text.length);
                if (text.length > 0) {
                    exchange.getResponseBody().write(text);
                }
                exchange.close();
            });
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return service;
        } catch (IOException e) {
            throw new IllegalStateException("The push service did not start", e);
        }
    }

    public String origin() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    public URI endpoint(String name) {
        return URI.create(origin() + "/push/" + name);
    }

    /// How the next call is answered.
    synchronized void answer(int status, Map<String, String> headers, String body) {
        answers.add(new Answer(status, headers, body));
    }

    void answer(int status) {
        answer(status, Map.of(), "");
    }

    /// How the next call to one endpoint is answered.
    public synchronized void answerAt(URI endpoint, int status, Map<String, String> headers) {
        answersAt
                .computeIfAbsent(endpoint.getPath(), path -> new ArrayDeque<>())
                .add(new Answer(status, headers, ""));
    }

    synchronized List<Received> received() {
        return List.copyOf(received);
    }

    public synchronized List<Received> receivedAt(URI endpoint) {
        return received.stream()
                .filter(call -> call.path.equals(endpoint.getPath()))
                .toList();
    }

    private synchronized Answer take(Received call) {
        received.add(call);
        Queue<Answer> here = answersAt.get(call.path);
        Answer next = here == null ? answers.poll() : here.poll();
        return next != null ? next : new Answer(201, Map.of(), "");
    }

    @Override
    public void close() {
        server.stop(0);
    }

    record Answer(int status, Map<String, String> headers, String body) {}

    @SuppressWarnings("ArrayRecordComponent")
    public record Received(String method, String path, Headers headers, byte[] body) {
        @Nullable
        String header(String name) {
            return headers.getFirst(name);
        }
    }
}
