package vn.kyso.signing.signature;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import vn.kyso.cades.Certificates;
import vn.kyso.cades.HttpTimestampSource;
import vn.kyso.cades.TimestampToken;
import vn.kyso.cades.TimestampUnavailableException;
import vn.kyso.signing.credential.TrustAnchors;

/// Signature timestamps from the configured TSA, verified against the roots that are trusted at that moment.
@Component
class SignatureTimestamps implements DisposableBean {
    private final TsaProperties properties;
    private final TrustAnchors anchors;
    private final InstantSource clock;
    private final List<X509Certificate> configured;
    private volatile @Nullable Source source;

    SignatureTimestamps(TsaProperties properties, TrustAnchors anchors, InstantSource clock) {
        this.properties = properties;
        this.anchors = anchors;
        this.clock = clock;
        this.configured = properties.anchors().stream()
                .map(a -> Certificates.parse(Base64.getDecoder().decode(a)))
                .toList();
    }

    private record Source(List<X509Certificate> anchors, HttpTimestampSource http) {}

    /// @param sha256 of the signature value
    TimestampToken timestamp(byte[] sha256) throws TimestampUnavailableException {
        List<X509Certificate> trusted = new ArrayList<>(configured);
        trusted.addAll(anchors.all());
        if (trusted.isEmpty()) {
            throw new TimestampUnavailableException("No root is known yet that a TSA could chain to", true);
        }
        return source(trusted).http().timestamp(sha256);
    }

    private Source source(List<X509Certificate> trusted) {
        Source current = source;
        if (current != null && current.anchors().equals(trusted)) {
            return current;
        }
        Source fresh = new Source(
                List.copyOf(trusted),
                new HttpTimestampSource(
                        properties.url(),
                        trusted,
                        properties.policy(),
                        clock.withZone(ZoneOffset.UTC),
                        properties.timeout(),
                        properties.tolerance()));
        // An old one may still be in use; it holds nothing but idle connections, which time out.
        source = fresh;
        return fresh;
    }

    @Override
    public void destroy() {
        Source last = source;
        if (last != null) {
            last.http().close();
        }
    }
}
