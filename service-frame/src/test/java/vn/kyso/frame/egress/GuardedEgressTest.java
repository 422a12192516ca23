package vn.kyso.frame.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.kyso.frame.EgressFailedException;
import vn.kyso.frame.EgressRefusedException;
import vn.kyso.frame.EgressRequest;
import vn.kyso.frame.EgressRequest.Purpose;
import vn.kyso.frame.EgressResponse;

/// Calls to a server of this machine: at its trusted origin, and, with 127.0.0.2 standing for the public internet, at
/// names whose answers change.
class GuardedEgressTest {
    private static final InetAddress PUBLIC = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress INNER = InetAddress.ofLiteral("127.0.0.1");

    private final BlockingQueue<Arrived> arrived = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server = server(PUBLIC, 0);
    private final int port = server.getAddress().getPort();
    private final HttpServer inner = server(INNER, port);
    private final AtomicInteger resolved = new AtomicInteger();
    private final BlockingQueue<String> traceparents = new LinkedBlockingQueue<>();

    private record Arrived(InetAddress at, String method, String host, String path, String body) {}

    @BeforeEach
    void start() {
        server.start();
        inner.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        inner.stop(0);
        threads.close();
    }

    @Test
    void callsAnAllowedAddressByItsName() throws IOException {
        try (GuardedEgress egress = egress(PUBLIC)) {
            EgressResponse answer = egress.send(EgressRequest.post(
                            Purpose.PKI,
                            named("/ocsp"),
                            "application/ocsp-request",
                            "ask".getBytes(StandardCharsets.UTF_8))
                    .withHeader("X-Of-Ours", "1"));

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello".getBytes(StandardCharsets.UTF_8));
            assertThat(answer.header("X-Theirs")).hasValue("2");
            assertThat(arrived.remove()).isEqualTo(new Arrived(PUBLIC, "POST", "ca.example:" + port, "/ocsp", "ask"));
        }
    }

    @Test
    void sendsTheTraceContextOfWhoeverCalls() throws IOException {
        Map<Thread, String> running =
                Map.of(Thread.currentThread(), "00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01");
        CheckedNames names = new CheckedNames(host -> new InetAddress[] {PUBLIC}, PUBLIC::equals);
        try (GuardedEgress egress = new GuardedEgress(
                policy(Set.of()),
                names,
                () -> Map.of("traceparent", running.getOrDefault(Thread.currentThread(), "another's")))) {
            egress.send(EgressRequest.get(Purpose.PKI, named("/")));
        }
        assertThat(traceparents).containsExactlyElementsOf(running.values());
        try (GuardedEgress untraced = egress(PUBLIC)) {
            untraced.send(EgressRequest.get(Purpose.PKI, named("/")));
        }
        assertThat(traceparents).hasSize(1);
    }

    @Test
    void connectsToTheAddressItCheckedThoughTheNameAnswersDifferentlyAfterwards() throws IOException {
        try (GuardedEgress egress = egress(PUBLIC, INNER)) {
            egress.send(EgressRequest.get(Purpose.PKI, named("/")));

            assertThat(resolved).hasValue(1);
            assertThat(arrived.remove().at()).isEqualTo(PUBLIC);
            assertThat(arrived).isEmpty();
        }
    }

    @Test
    void refusesANameThatHasComeToPointInside() throws IOException {
        try (GuardedEgress egress = egress(INNER)) {
            assertRefused(egress, EgressRequest.get(Purpose.PKI, named("/")));
        }
    }

    @Test
    void refusesANameWithOneAddressInside() throws IOException {
        EgressPolicy policy = policy(Set.of());
        try (GuardedEgress egress = new GuardedEgress(
                policy, new CheckedNames(host -> new InetAddress[] {PUBLIC, INNER}, PUBLIC::equals), Map::of)) {
            assertRefused(egress, EgressRequest.get(Purpose.PKI, named("/")));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://localhost/",
                "http://2130706433/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://169.254.169.254/latest/meta-data/",
                "http://10.0.0.1/",
                "http://0.0.0.0/",
                "http://user@8.8.8.8/",
                "http://8.8.8.8:22/",
                "http://8.8.8.8:5432/",
                "ftp://8.8.8.8/",
                "file:///etc/passwd",
                "jar:http://8.8.8.8!/x",
                "//8.8.8.8/",
                "http:///x"
            })
    void refusesAddressesThatAreNoStrangersToName(String address) throws IOException {
        EgressPolicy policy = new EgressPolicy(Set.of(), List.of(), Set.of(80, 443));
        try (GuardedEgress egress = new GuardedEgress(
                policy, new CheckedNames(InetAddress::getAllByName, PublicAddresses::isPublic), Map::of)) {
            assertRefused(egress, EgressRequest.get(Purpose.PKI, URI.create(address)));
        }
        assertThat(arrived).isEmpty();
    }

    @Test
    void wantsHttpsForWebhooksAndPushes() throws IOException {
        try (GuardedEgress egress = egress(PUBLIC)) {
            assertRefused(egress, EgressRequest.get(Purpose.WEBHOOK, named("/")));
            assertRefused(egress, EgressRequest.get(Purpose.PUSH, named("/")));
        }
    }

    @Test
    void pushesToListedServicesOnly() {
        EgressPolicy policy =
                new EgressPolicy(Set.of(), List.of("fcm.googleapis.com", "*.push.apple.com"), Set.of(443));

        assertThat(policy.isPushService("fcm.googleapis.com")).isTrue();
        assertThat(policy.isPushService("FCM.googleapis.com")).isTrue();
        assertThat(policy.isPushService("web.push.apple.com")).isTrue();
        assertThat(policy.isPushService("push.apple.com")).isFalse();
        assertThat(policy.isPushService("evil-push.apple.com")).isFalse();
        assertThat(policy.isPushService("xfcm.googleapis.com")).isFalse();
        assertThat(policy.isPushService("fcm.googleapis.com.example")).isFalse();
        assertThat(policy.isPushService("fcm.googleapis.com.")).isFalse();
    }

    @Test
    void callsTrustedOriginsWhereverTheyAre() throws IOException {
        EgressPolicy policy = policy(Set.of("http://localhost:" + port));
        try (GuardedEgress egress = new GuardedEgress(
                policy, new CheckedNames(InetAddress::getAllByName, PublicAddresses::isPublic), Map::of)) {
            assertThat(egress.send(EgressRequest.get(Purpose.WEBHOOK, URI.create("http://localhost:" + port + "/hook")))
                            .status())
                    .isEqualTo(200);
            assertRefused(egress, EgressRequest.get(Purpose.PKI, URI.create("http://127.0.0.1:" + port + "/")));
            assertRefused(egress, EgressRequest.get(Purpose.PKI, URI.create("https://localhost:" + port + "/")));
        }
    }

    @Test
    void followsNoRedirect() throws IOException {
        try (GuardedEgress egress = egress(PUBLIC)) {
            EgressResponse answer = egress.send(EgressRequest.get(Purpose.PKI, named("/redirect")));

            assertThat(answer.status()).isEqualTo(302);
            assertThat(answer.header("location")).hasValue("http://127.0.0.1:" + port + "/secret");
            assertThat(arrived).hasSize(1);
        }
    }

    @Test
    void givesUpOnAnAnswerThatIsTooLongOrEndless() throws IOException {
        try (GuardedEgress egress = egress(PUBLIC)) {
            assertThat(egress.send(EgressRequest.get(Purpose.PKI, named("/")).atMost(5))
                            .body())
                    .hasSize(5);
            assertFailed(egress, EgressRequest.get(Purpose.PKI, named("/")).atMost(4));
            assertFailed(egress, EgressRequest.get(Purpose.PKI, named("/endless")));
        }
    }

    @Test
    void givesUpOnAnAnswerThatTricklesInOrNeverComes() throws IOException {
        try (GuardedEgress egress = egress(PUBLIC)) {
            for (String path : List.of("/trickle", "/silent")) {
                Instant start = Instant.now();
                assertFailed(egress, EgressRequest.get(Purpose.PKI, named(path)).within(Duration.ofMillis(700)));
                assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: ", "X: y\r\n"})
    void givesUpOnHeadersThatNeverEnd(String again) throws IOException {
        AtomicLong sent = new AtomicLong();
        try (ServerSocket endless = new ServerSocket(0, 1, PUBLIC)) {
            var _ = threads.submit(() -> sendHeaders(endless, again, sent));
            EgressPolicy policy = new EgressPolicy(Set.of(), List.of(), Set.of(endless.getLocalPort()));
            try (GuardedEgress caller = new GuardedEgress(
                    policy, new CheckedNames(host -> new InetAddress[] {PUBLIC}, PUBLIC::equals), Map::of)) {
                URI uri = URI.create("http://ca.example:" + endless.getLocalPort() + "/");
                assertFailed(caller, EgressRequest.get(Purpose.PKI, uri).within(Duration.ofSeconds(20)));
            }
        }
        assertThat(sent).as("bytes that were read").hasValueLessThan(16 << 20);
    }

    /// Until the reader goes away, which ends it with an IOException, or more has come than anybody should read.
    private static boolean sendHeaders(ServerSocket server, String again, AtomicLong sent) throws IOException {
        byte[] block = again.repeat(1000).getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
            while (sent.get() < 64 << 20) {
                out.write(block);
                sent.addAndGet(block.length);
            }
        }
        return true;
    }

    @Test
    void leavesHostAndFramingToThePort() throws IOException {
        try (GuardedEgress egress = egress(PUBLIC)) {
            for (String header : List.of("Host", "content-length", "Transfer-Encoding")) {
                EgressRequest request =
                        EgressRequest.get(Purpose.PKI, named("/")).withHeader(header, "x");
                assertThatIllegalArgumentException().isThrownBy(() -> egress.send(request));
            }
        }
    }

    private URI named(String path) {
        return URI.create("http://ca.example:" + port + path);
    }

    private EgressPolicy policy(Set<String> trusted) {
        return new EgressPolicy(trusted, List.of("*"), Set.of(80, 443, port));
    }

    /// A name service that gives the answers in turn, the last one for ever.
    private GuardedEgress egress(InetAddress... answers) {
        CheckedNames names = new CheckedNames(
                host -> new InetAddress[] {answers[Math.min(resolved.getAndIncrement(), answers.length - 1)]},
                PUBLIC::equals);
        return new GuardedEgress(policy(Set.of()), names, Map::of);
    }

    private static void assertRefused(GuardedEgress egress, EgressRequest request) {
        assertThatExceptionOfType(EgressRefusedException.class)
                .as(request.uri().toString())
                .isThrownBy(() -> egress.send(request));
    }

    private static void assertFailed(GuardedEgress egress, EgressRequest request) {
        assertThatExceptionOfType(EgressFailedException.class)
                .as(request.uri().toString())
                .isThrownBy(() -> egress.send(request));
    }

    private HttpServer server(InetAddress address, int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                try (exchange) {
                    serve(exchange, address);
                }
            });
            return server;
        } catch (IOException e) {
            throw new IllegalStateException("The server outside did not start", e);
        }
    }

    private void serve(HttpExchange exchange, InetAddress at) throws IOException {
        String path = exchange.getRequestURI().getPath();
        arrived.add(new Arrived(
                at,
                exchange.getRequestMethod(),
                exchange.getRequestHeaders().getFirst("Host"),
                path,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        exchange.getRequestHeaders().getOrDefault("traceparent", List.of()).forEach(traceparents::add);
        exchange.getResponseHeaders().set("X-Theirs", "2");
        switch (path) {
            case "/redirect" -> {
                exchange.getResponseHeaders().set("Location", "http://127.0.0.1:" + port + "/secret");
                exchange.sendResponseHeaders(302, -1);
            }
            case "/endless" -> write(exchange, 64 << 10, Duration.ZERO);
            case "/trickle" -> write(exchange, 1, Duration.ofMillis(50));
            case "/silent" -> pause(Duration.ofSeconds(3));
            default -> {
                byte[] hello = "hello".getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, hello.length);
                exchange.getResponseBody().write(hello);
            }
        }
    }

    /// Until the reader goes away, which ends it with an IOException.
    private static void write(HttpExchange exchange, int bytes, Duration pause) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        for (Instant end = Instant.now().plusSeconds(20); Instant.now().isBefore(end); ) {
            exchange.getResponseBody().write(new byte[bytes]);
            exchange.getResponseBody().flush();
            pause(pause);
        }
    }

    private static void pause(Duration pause) {
        java.util.concurrent.locks.LockSupport.parkNanos(pause.toNanos());
    }
}
