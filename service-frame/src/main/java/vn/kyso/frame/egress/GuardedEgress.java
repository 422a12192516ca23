package vn.kyso.frame.egress;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import vn.kyso.frame.Egress;
import vn.kyso.frame.EgressFailedException;
import vn.kyso.frame.EgressRefusedException;
import vn.kyso.frame.EgressRequest;
import vn.kyso.frame.EgressResponse;

/// Calls by Apache HttpClient, because it lets its caller resolve names for it; connections are kept only to
/// addresses that were checked. Redirects, cookies, retries, compression and proxies are off: each could lead or
/// hold a call somewhere the limits don't see.
final class GuardedEgress implements Egress, AutoCloseable {
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "te", "trailer", "upgrade", "expect");

    private final EgressPolicy policy;
    private final Supplier<Map<String, String>> traceHeaders;
    private final CloseableHttpClient strangers;
    private final CloseableHttpClient own;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("egress-", 0).factory());

    /// @param traceHeaders the trace context of the caller, asked for at each call
    GuardedEgress(EgressPolicy policy, CheckedNames names, Supplier<Map<String, String>> traceHeaders) {
        this.policy = policy;
        this.traceHeaders = traceHeaders;
        this.strangers = client(names);
        this.own = client(new CheckedNames(java.net.InetAddress::getAllByName, address -> true));
    }

    private static CloseableHttpClient client(CheckedNames names) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setMaxConnTotal(200)
                        .setMaxConnPerRoute(20)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(Timeout.ofSeconds(5))
                                .setTimeToLive(Timeout.ofMinutes(2))
                                .setValidateAfterInactivity(Timeout.ofSeconds(2))
                                .build())
                        .build())
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAutomaticRetries()
                .disableContentCompression()
                .disableAuthCaching()
                .setUserAgent("kyso")
                .build();
    }

    @Override
    public void check(EgressRequest.Purpose purpose, URI uri) {
        policy.check(purpose, uri);
    }

    @Override
    public EgressResponse send(EgressRequest request) {
        policy.check(request.purpose(), request.uri());
        HttpUriRequestBase call = call(request);
        traceHeaders.get().forEach(call::setHeader);
        Future<EgressResponse> answer = threads.submit(() -> exchange(request, call));
        try {
            return answer.get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw abandon(call, answer, new EgressFailedException("No answer in time: " + request, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw abandon(call, answer, new EgressFailedException("Interrupted: " + request, e));
        } catch (ExecutionException e) {
            throw failure(request, e.getCause());
        } catch (CancellationException e) {
            throw new EgressFailedException("Given up: " + request, e);
        }
    }

    private static EgressFailedException abandon(
            HttpUriRequestBase call, Future<?> answer, EgressFailedException failure) {
        call.abort();
        answer.cancel(true);
        return failure;
    }

    private static RuntimeException failure(EgressRequest request, @org.jspecify.annotations.Nullable Throwable cause) {
        return switch (cause) {
            case EgressRefusedException refused -> refused;
            case EgressFailedException failed -> failed;
            case IOException io -> new EgressFailedException("No answer: " + request, io);
            case null, default -> new IllegalStateException("A call to the outside broke: " + request, cause);
        };
    }

    private static HttpUriRequestBase call(EgressRequest request) {
        HttpUriRequestBase call = new HttpUriRequestBase(request.method(), request.uri());
        Timeout timeout = Timeout.of(request.timeout());
        call.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(timeout)
                .setResponseTimeout(timeout)
                .setRedirectsEnabled(false)
                .build());
        request.headers().forEach((name, value) -> {
            if (OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("The header " + name + " is the port's own");
            }
            call.setHeader(name, value);
        });
        byte[] body = request.body();
        if (body.length > 0 || !request.method().equals("GET")) {
            call.setEntity(new ByteArrayEntity(body, null));
        }
        return call;
    }

    private EgressResponse exchange(EgressRequest request, HttpUriRequestBase call) throws IOException {
        CloseableHttpClient client = policy.trusts(request.uri()) ? own : strangers;
        return client.execute(call, response -> read(request, call, response));
    }

    private static EgressResponse read(EgressRequest request, HttpUriRequestBase call, ClassicHttpResponse response)
            throws IOException {
        HttpEntity entity = response.getEntity();
        byte[] body = new byte[0];
        if (entity != null) {
            InputStream stream = entity.getContent();
            body = stream.readNBytes(request.maxResponseBytes() + 1);
            if (body.length > request.maxResponseBytes()) {
                // Closing the stream would read the rest of an answer that may have no end.
                call.abort();
                throw new EgressFailedException(
                        "More than " + request.maxResponseBytes() + " bytes came: " + request, null);
            }
        }
        Map<String, List<String>> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(header.getValue());
        }
        return new EgressResponse(response.getCode(), headers, body);
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        strangers.close();
        own.close();
    }
}
