package vn.kyso.cli.phone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import vn.kyso.approval.PreparedByteRange;
import vn.kyso.approval.PreparedPdfRefusedException;
import vn.kyso.cli.http.Json;

/// One open request of one document, as the services of docs/api.md would show it to a phone.
final class PlayedServices implements AutoCloseable {
    static final String NONCE = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    static final String CERTIFICATE_DIGEST = "BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA";
    static final Instant DEADLINE = Instant.parse("2099-11-24T10:00:00Z");

    private static final int PLACE = 2048;

    private final HttpServer server = newServer();
    private final List<JsonNode> decisions = new CopyOnWriteArrayList<>();
    private final List<String> callsWithoutProof = new CopyOnWriteArrayList<>();
    private volatile String events = "";

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// The one decision that arrived.
    JsonNode decision() {
        return decisions.getFirst();
    }

    List<JsonNode> decisions() {
        return decisions;
    }

    List<String> callsWithoutProof() {
        return callsWithoutProof;
    }

    /// What whoever opens the inbox's stream is told.
    void stream(String type, String data) {
        events = "event: " + type + "\ndata: " + data + "\n\n";
    }

    /// @param digest what the request says is to be signed
    void serve(byte[] prepared, String digest) {
        on("/v1/device-tokens", _ -> json("{\"accessToken\":\"token\",\"tokenType\":\"DPoP\",\"expiresIn\":300}"));
        on("/v1/inbox", _ -> json("{\"requests\":[{\"requestId\":\"request-1\"}],\"next\":null}"));
        on("/v1/inbox/events", _ -> json(events));
        on("/v1/inbox/request-1", _ -> json(request(digest)));
        on("/v1/inbox/request-1/decision", body -> {
            decisions.add(Json.read(body));
            return new byte[0];
        });
        on("/v1/prepared/request-1/document-1", _ -> prepared);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String request(String digest) {
        return """
                {"requestId":"request-1","tenant":"demo","requester":"Công ty Minh Hoạ","signer":"signer-ref",
                 "credentialId":"credential-1","certificateDigest":"%s","certificateSerial":"0A",
                 "certificateHolder":"Nguyễn Thị Ánh Tuyết","certificateIssuer":"Kyso Issuing CA","algorithm":"ES256",
                 "nonce":"%s","rpId":"localhost","matchCodeRequired":true,"level":"B-T","reason":null,"location":null,
                 "approveUntil":"%s","state":"%s","closedReason":null,"answerRefused":null,
                 "documents":[{"documentId":"document-1","name":"Hợp đồng.pdf","digest":"%s",
                               "contentsReservedBytes":1024}]}
                """.formatted(CERTIFICATE_DIGEST, NONCE, DEADLINE, decisions.isEmpty() ? "open" : "approved", digest);
    }

    /// A prepared PDF as far as a phone reads it.
    static byte[] prepared(String content) {
        String before = "%PDF-1.7\n1 0 obj\n(" + content + ")\nendobj\n9 0 obj\n"
                + "<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 ";
        String after = ">>\nendobj\n%%EOF\n";
        int beforePlace = length(before) + "0000000000 0000000000 0000000000]/Contents".length();
        String range = "%010d %010d %010d]/Contents".formatted(beforePlace, beforePlace + PLACE + 2, length(after));
        return (before + range + "<" + "0".repeat(PLACE) + ">" + after).getBytes(StandardCharsets.UTF_8);
    }

    static String digest(String content) {
        try {
            return PreparedByteRange.of(new ByteArrayInputStream(prepared(content)))
                    .digest();
        } catch (IOException | PreparedPdfRefusedException e) {
            throw new IllegalStateException("The sample is a prepared PDF", e);
        }
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void on(String path, Answer answer) {
        server.createContext(path, exchange -> {
            if (exchange.getRequestURI().getPath().equals(path)) {
                answer(exchange, answer);
            } else {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
            }
        });
    }

    private void answer(HttpExchange exchange, Answer answer) throws IOException {
        if (exchange.getRequestHeaders().getFirst("DPoP") == null) {
            callsWithoutProof.add(exchange.getRequestURI().toString());
        }
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        byte[] answered = answer.to(body);
        exchange.sendResponseHeaders(200, answered.length == 0 ? -1 : answered.length);
        exchange.getResponseBody().write(answered);
        exchange.close();
    }

    private interface Answer {
        byte[] to(String body);
    }

    private static HttpServer newServer() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException("No server", e);
        }
    }
}
