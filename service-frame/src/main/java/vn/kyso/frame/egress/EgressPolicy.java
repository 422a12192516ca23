package vn.kyso.frame.egress;

import jakarta.validation.constraints.NotNull;
import java.net.IDN;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import vn.kyso.frame.EgressRefusedException;
import vn.kyso.frame.EgressRequest.Purpose;

/// @param trustedOrigins the installation's own addresses, such as `http://localhost:8082`: exempt from the rules on
///     scheme, port and address. Never an origin that anybody else decides about
/// @param pushServices hosts that push endpoints may be at; `*.` stands for one or more labels
/// @param ports that strangers may name
@Validated
@ConfigurationProperties("kyso.egress")
record EgressPolicy(
        @DefaultValue Set<String> trustedOrigins,

        @DefaultValue({
            "fcm.googleapis.com",
            "updates.push.services.mozilla.com",
            "*.push.services.mozilla.com",
            "web.push.apple.com",
            "*.push.apple.com",
            "*.notify.windows.com"
        })
        @NotNull
        List<String> pushServices,

        @DefaultValue({"80", "443", "8443"}) @NotNull Set<Integer> ports) {

    EgressPolicy {
        trustedOrigins = trustedOrigins.stream()
                .map(origin -> origin(URI.create(origin)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Whether the address is the installation's own. The rules on everything else are in [#check(Purpose, URI)].
    boolean trusts(URI uri) {
        return uri.getScheme() != null && uri.getHost() != null && trustedOrigins.contains(origin(uri));
    }

    /// @throws EgressRefusedException if its form alone rules the address out
    void check(Purpose purpose, URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new EgressRefusedException("Only http and https addresses are called");
        }
        if (host == null || host.isEmpty() || uri.getRawUserInfo() != null) {
            throw new EgressRefusedException("The address has no plain host, or names a user");
        }
        if (trusts(uri)) {
            return;
        }
        if (purpose != Purpose.PKI && !scheme.equals("https")) {
            throw new EgressRefusedException("Only https addresses are called for " + purpose);
        }
        if (!ports.contains(port(uri))) {
            throw new EgressRefusedException("Port " + port(uri) + " is not called");
        }
        if (purpose == Purpose.PUSH && !isPushService(host)) {
            throw new EgressRefusedException("The host is not one of a known push service");
        }
    }

    boolean isPushService(String host) {
        String name = ascii(host);
        return name != null
                && pushServices.stream()
                        .anyMatch(allowed -> allowed.startsWith("*.")
                                ? name.endsWith(allowed.substring(1)) && name.length() > allowed.length() - 1
                                : name.equals(allowed));
    }

    private static @Nullable String ascii(String host) {
        try {
            return IDN.toASCII(host, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static String origin(URI uri) {
        if (uri.getScheme() == null || uri.getHost() == null) {
            throw new IllegalArgumentException(
                    "kyso.egress.trusted-origins holds origins such as http://localhost:8082");
        }
        return uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":"
                + port(uri);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
