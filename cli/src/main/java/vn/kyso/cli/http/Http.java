package vn.kyso.cli.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.problem.ProblemType;

/// Calls that are answered with JSON, a stream, or a problem. To be closed before the process ends: the JVM waits a
/// third of a second for a client's thread that still listens.
public final class Http implements AutoCloseable {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(30);
    private static final int FIRST_REFUSAL = 400;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final int INTERNAL_ERROR = 500;

    private @Nullable HttpClient plain;
    private @Nullable HttpClient secure;

    @Override
    public synchronized void close() {
        for (HttpClient client : Arrays.asList(plain, secure)) {
            if (client != null) {
                client.shutdownNow();
                client.close();
            }
        }
    }

    private synchronized HttpClient clientFor(URI address) {
        if ("https".equals(address.getScheme())) {
            if (secure == null) {
                secure = newClient().build();
            }
            return secure;
        }
        if (plain == null) {
            plain = newClient().sslContext(trustingNobody()).build();
        }
        return plain;
    }

    private static HttpClient.Builder newClient() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_LIMIT);
    }

    /// A client wants a TLS context even where it needs none; the usual one reads all roots of the platform first.
    private static SSLContext trustingNobody() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[0], null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is part of every Java platform", e);
        }
    }

    /// Reads JSON.
    public JsonNode get(URI address, Authorization who) {
        return json(
                request("GET", address, who, BodyPublishers.noBody(), Map.of()).timeout(CALL_LIMIT));
    }

    /// Sends JSON (or nothing) and reads JSON.
    public JsonNode call(String method, URI address, Authorization who, @Nullable JsonNode body) {
        return call(method, address, who, body, Map.of());
    }

    /// Sends JSON with further headers and reads JSON.
    public JsonNode call(
            String method, URI address, Authorization who, @Nullable JsonNode body, Map<String, String> headers) {
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString());
        HttpRequest.Builder request =
                request(method, address, who, publisher, headers).timeout(CALL_LIMIT);
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        return json(request);
    }

    /// Sends a form without saying who calls but by the given `Authorization` header.
    JsonNode form(URI address, String authorization, String form) {
        return json(HttpRequest.newBuilder(address)
                .timeout(CALL_LIMIT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(form)));
    }

    /// Sends a body of any size, however long that takes.
    public JsonNode upload(URI address, Authorization who, BodyPublisher body, Map<String, String> headers) {
        return json(request("POST", address, who, body, headers));
    }

    /// Opens a body to be read by the caller, who closes it.
    public InputStream open(URI address, Authorization who, Map<String, String> headers) {
        HttpResponse<InputStream> answer =
                send(request("GET", address, who, BodyPublishers.noBody(), headers), BodyHandlers.ofInputStream());
        if (answer.statusCode() < FIRST_REFUSAL) {
            return answer.body();
        }
        try (InputStream body = answer.body()) {
            throw refusal(answer.uri(), answer.statusCode(), new String(body.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UnavailableException(hostOf(address) + " broke off its answer", e);
        }
    }

    private JsonNode json(HttpRequest.Builder request) {
        HttpResponse<String> answer = send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (answer.statusCode() >= FIRST_REFUSAL) {
            throw refusal(answer.uri(), answer.statusCode(), answer.body());
        }
        return Json.read(answer.body());
    }

    private static RuntimeException refusal(URI address, int status, String body) {
        JsonNode problem = Json.read(body);
        ProblemAnswerException refused = ProblemAnswerException.of(status, problem);
        if (status == INTERNAL_ERROR || (status > FIRST_SERVER_ERROR && !isOurs(Json.text(problem, "code")))) {
            return new UnavailableException(
                    hostOf(address) + " answered with status " + status + ": " + refused.getMessage());
        }
        return refused;
    }

    /// What stands between us and the service has codes of its own, if any.
    private static boolean isOurs(String code) {
        return Arrays.stream(ProblemType.values()).anyMatch(type -> type.code().equals(code));
    }

    private static HttpRequest.Builder request(
            String method, URI address, Authorization who, BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).method(method, body);
        request.header("Accept", "application/json, application/problem+json, */*;q=0.5");
        who.headers(method, address).forEach(request::setHeader);
        headers.forEach(request::setHeader);
        return request;
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder builder, HttpResponse.BodyHandler<T> handler) {
        HttpRequest request = builder.build();
        try {
            return clientFor(request.uri()).send(request, handler);
        } catch (IOException e) {
            throw new UnavailableException(
                    hostOf(request.uri()) + " can't be reached"
                            + (e.getMessage() == null ? "." : ": " + e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while waiting for " + hostOf(request.uri()), e);
        }
    }

    private static String hostOf(URI address) {
        return address.getScheme() + "://" + address.getAuthority();
    }
}
