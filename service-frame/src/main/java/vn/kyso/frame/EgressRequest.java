package vn.kyso.frame;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// A call to an address that a stranger can name.
///
/// @param purpose decides which addresses are allowed
/// @param headers one value each; `Host`, `Content-Length` and hop-by-hop headers are the port's own
/// @param timeout from resolving the name to the last byte of the answer; at most a minute
/// @param maxResponseBytes a longer answer fails the call; at most 32 MiB
public record EgressRequest(
        Purpose purpose,
        String method,
        URI uri,
        Map<String, String> headers,
        byte[] body,
        Duration timeout,
        int maxResponseBytes) {
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int LARGEST = 32 << 20;

    /// Why an outside address is called.
    public enum Purpose {
        /// A push service: https, and only the services that `kyso.egress.push-services` lists.
        PUSH,
        /// A tenant's webhook: https.
        WEBHOOK,
        /// Addresses in certificates (AIA, OCSP, CRL): http or https, because what they serve is signed.
        PKI
    }

    public EgressRequest {
        headers = Map.copyOf(headers);
        body = body.clone();
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The timeout is between 0 and " + LONGEST);
        }
        if (maxResponseBytes < 0 || maxResponseBytes > LARGEST) {
            throw new IllegalArgumentException("The response is limited to at most " + LARGEST + " bytes");
        }
    }

    @Override
    public byte[] body() {
        return body.clone();
    }

    /// A GET with ten seconds and 1 MiB.
    public static EgressRequest get(Purpose purpose, URI uri) {
        return new EgressRequest(purpose, "GET", uri, Map.of(), new byte[0], Duration.ofSeconds(10), 1 << 20);
    }

    /// A POST with ten seconds and 1 MiB for the answer.
    public static EgressRequest post(Purpose purpose, URI uri, String contentType, byte[] body) {
        return new EgressRequest(
                purpose, "POST", uri, Map.of("Content-Type", contentType), body, Duration.ofSeconds(10), 1 << 20);
    }

    public EgressRequest withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new EgressRequest(purpose, method, uri, more, body, timeout, maxResponseBytes);
    }

    public EgressRequest within(Duration longest) {
        return new EgressRequest(purpose, method, uri, headers, body, longest, maxResponseBytes);
    }

    public EgressRequest atMost(int responseBytes) {
        return new EgressRequest(purpose, method, uri, headers, body, timeout, responseBytes);
    }

    /// Without path, headers and body, which may be secret (push endpoints are capabilities).
    @Override
    public String toString() {
        return method + " " + uri.getScheme() + "://" + uri.getHost() + "/… (" + purpose + ")";
    }
}
