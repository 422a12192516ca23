package vn.kyso.cades;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.jspecify.annotations.Nullable;

/// A time-stamp authority over HTTP (RFC 3161, 3.4). The address is the operator's configuration, not a stranger's
/// word. Every token is verified against the anchors of that moment before it is returned. Safe for use by many
/// threads.
public final class HttpTimestampSource implements TimestampSource, AutoCloseable {
    /// Tokens have a few kilobytes; more is not read.
    private static final int MAX_RESPONSE_BYTES = 256 * 1024;

    /// Whoever waits holds up a worker.
    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

    private final URI uri;
    private final @Nullable String policy;
    private final Supplier<? extends Collection<X509Certificate>> anchors;
    private final Clock clock;
    private final Duration tolerance;
    private final HttpClient http;
    private final Duration timeout;
    private final Supplier<Map<String, String>> headers;

    /// Ten seconds for an answer, any policy, a clock that agrees within a minute.
    public HttpTimestampSource(URI uri, Collection<X509Certificate> anchors) {
        this(uri, () -> anchors, null, Clock.systemUTC(), Duration.ofSeconds(10), Duration.ofMinutes(1), Map::of);
    }

    /// @param anchors whom the TSA must chain to, asked for at each token
    /// @param policy dotted OID that tokens must carry, or null
    /// @param timeout for the whole answer
    /// @param tolerance how far the TSA's time may be from the clock
    /// @param headers that go along with each request, such as `traceparent`, asked for on the caller's thread
    public HttpTimestampSource(
            URI uri,
            Supplier<? extends Collection<X509Certificate>> anchors,
            @Nullable String policy,
            Clock clock,
            Duration timeout,
            Duration tolerance,
            Supplier<Map<String, String>> headers) {
        this.uri = uri;
        this.policy = policy;
        this.anchors = anchors;
        this.clock = clock;
        this.tolerance = tolerance;
        this.timeout = timeout;
        this.headers = headers;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /// Why a source can't be made of these settings, in a sentence for whoever set them; empty if it can.
    ///
    /// @param url null where none was set
    public static Optional<String> refusalOf(
            @Nullable URI url, @Nullable String policy, Duration timeout, Duration tolerance) {
        if (url == null
                || url.getHost() == null
                || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            return Optional.of("url is an http or https address: " + url);
        }
        if (policy != null && ASN1ObjectIdentifier.tryFromID(policy) == null) {
            return Optional.of("policy is an object identifier, such as 1.3.6.1.4.1.32473.1.2: " + policy);
        }
        if (!timeout.isPositive() || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            return Optional.of("timeout is more than nothing and at most " + LONGEST_TIMEOUT + ": " + timeout);
        }
        if (tolerance.isNegative()) {
            return Optional.of("tolerance is not below nothing: " + tolerance);
        }
        return Optional.empty();
    }

    @Override
    public TimestampToken timestamp(byte[] sha256) throws TimestampUnavailableException {
        Collection<X509Certificate> trusted = anchors.get();
        if (trusted.isEmpty()) {
            throw new TimestampUnavailableException("No root is known yet that a TSA could chain to", true);
        }
        TimestampRequest request = TimestampRequest.of(sha256, policy);
        byte[] answer = ask(request);
        try {
            TimestampToken token = request.tokenIn(answer);
            new TimestampVerifier(trusted, clock, tolerance).verifyFresh(token, request);
            return token;
        } catch (TimestampInvalidException e) {
            throw new TimestampUnavailableException(
                    "The TSA at " + uri + " gave nothing usable: " + e.getMessage(),
                    e.fault() == TimestampInvalidException.Fault.REJECTED,
                    e);
        }
    }

    private byte[] ask(TimestampRequest request) throws TimestampUnavailableException {
        HttpRequest.Builder post = HttpRequest.newBuilder(uri)
                .timeout(timeout)
                .POST(HttpRequest.BodyPublishers.ofByteArray(request.der()));
        headers.get().forEach(post::setHeader);
        post.setHeader("Content-Type", "application/timestamp-query");
        post.setHeader("Accept", "application/timestamp-reply");
        try {
            HttpResponse<InputStream> response = http.send(post.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MAX_RESPONSE_BYTES + 1);
                if (response.statusCode() != 200) {
                    throw new TimestampUnavailableException(
                            "The TSA at " + uri + " answered " + response.statusCode(), true);
                }
                if (bytes.length > MAX_RESPONSE_BYTES) {
                    throw new TimestampUnavailableException("The TSA at " + uri + " answered without end", false);
                }
                return bytes;
            }
        } catch (IOException e) {
            throw new TimestampUnavailableException("The TSA at " + uri + " did not answer", true, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TimestampUnavailableException("Interrupted while asking the TSA", true, e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
