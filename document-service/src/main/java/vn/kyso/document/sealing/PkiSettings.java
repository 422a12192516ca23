package vn.kyso.document.sealing;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/// @param baseUrl how the installation's own certificates name the place of their status
/// @param internalUrl where that place is reached from here; its origin is one of `kyso.egress.trusted-origins`
/// @param trustedAnchors roots of outside issuers and time-stamp authorities, PEM or DER; the installation's own root
///     comes by event
/// @param clockTolerance how far clocks of responders and TSAs may differ from ours
/// @param cacheAtMost how long a CA's or TSA's status is used again, however long its issuer lets it be in force
@ConfigurationProperties("kyso.pki")
public record PkiSettings(
        @DefaultValue("http://localhost:8080/pki") URI baseUrl,
        @DefaultValue("http://localhost:8082/pki") URI internalUrl,
        @DefaultValue List<Resource> trustedAnchors,
        @DefaultValue("PT5M") Duration clockTolerance,
        @DefaultValue("PT1H") Duration cacheAtMost) {
    public PkiSettings {
        trustedAnchors = List.copyOf(trustedAnchors);
        requireBase("base-url", baseUrl);
        requireBase("internal-url", internalUrl);
        if (clockTolerance.isNegative() || clockTolerance.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "kyso.pki.clock-tolerance is between nothing and an hour: beyond that a status says little");
        }
        if (cacheAtMost.isNegative()) {
            throw new IllegalArgumentException("kyso.pki.cache-at-most is not below nothing; PT0S caches nothing");
        }
    }

    /// One address stands for the other by its beginning, so both are whole and end alike.
    private static void requireBase(String name, URI base) {
        boolean web = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
        if (!web
                || base.getHost() == null
                || base.getRawQuery() != null
                || base.getPath().endsWith("/")) {
            throw new IllegalArgumentException("kyso.pki." + name
                    + " is an http or https address without a query and a slash at its end: " + base);
        }
    }

    /// Where an address found in a certificate is fetched.
    URI reached(URI address) {
        String base = baseUrl.toString();
        String text = address.toString();
        return text.equals(base) || text.startsWith(base + "/")
                ? URI.create(internalUrl + text.substring(base.length()))
                : address;
    }
}
