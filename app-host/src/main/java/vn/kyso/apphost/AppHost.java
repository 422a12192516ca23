package vn.kyso.apphost;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.System.Logger;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The host: `GET` and `HEAD` of the bundle's files, `/config.json`, which tells the app where its API is, and
/// `/actuator/health…`, which says that this process lives and has the bundle. Thread-safe.
final class AppHost implements AutoCloseable {
    private static final Logger LOG = System.getLogger(AppHost.class.getName());
    private static final int BACKLOG = 256;
    private static final int STOP_AFTER_SECONDS = 2;

    private final Bundle bundle;
    private final Headers headers;
    private final byte[] config;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// @throws IOException if the port is taken
    AppHost(Settings settings) throws IOException {
        this(settings, new Bundle());
    }

    AppHost(Settings settings, Bundle bundle) throws IOException {
        this.bundle = bundle;
        headers = new Headers(settings);
        config = ("{\"api\":\"" + settings.api() + "\"}").getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(settings.listen(), BACKLOG);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
        LOG.log(
                Logger.Level.INFO,
                "Serving {0} on port {1}; the app calls {2}",
                settings.origin(),
                Integer.toString(port()),
                settings.api());
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(STOP_AFTER_SECONDS);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            headers.of(path).forEach(exchange.getResponseHeaders()::set);
            String method = exchange.getRequestMethod();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                send(exchange, 405, "text/plain; charset=utf-8", text("Only GET and HEAD are answered here.\n"));
            } else if (path.equals("/config.json")) {
                send(exchange, 200, "application/json", config);
            } else if (path.equals("/actuator/health/liveness")) {
                send(exchange, 200, "application/json", text("{\"status\":\"UP\"}"));
            } else if (path.equals("/actuator/health/readiness") || path.equals("/actuator/health")) {
                boolean ready = bundle.isComplete();
                String status = ready ? "UP" : "OUT_OF_SERVICE";
                send(exchange, ready ? 200 : 503, "application/json", text("{\"status\":\"" + status + "\"}"));
            } else {
                file(exchange, path);
            }
        }
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        String name = path.equals("/") ? "index.html" : path.substring(1);
        Bundle.Asset asset = bundle.find(name).orElse(null);
        if (asset == null) {
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            send(exchange, 404, "text/plain; charset=utf-8", text("There is no such file.\n"));
            return;
        }
        byte[] gzip = asset.gzip();
        if (gzip != null) {
            exchange.getResponseHeaders().set("Vary", "Accept-Encoding");
        }
        if (gzip != null && takesGzip(exchange)) {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            send(exchange, 200, asset.type(), gzip);
        } else {
            send(exchange, 200, asset.type(), asset.bytes());
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    /// A coding with `q=0` is refused (RFC 9110, 12.5.3); browsers send none.
    private static boolean takesGzip(HttpExchange exchange) {
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        return accepted != null
                && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(","))
                        .map(String::strip)
                        .anyMatch(c -> c.equals("gzip") || (c.startsWith("gzip;") && !c.matches(".*q=0(\\.0*)?$")));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
