package vn.kyso.apphost;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;

/// How the host is set up.
///
/// @param listen where it listens: on every address unless one is named
/// @param origin under which people reach the app, as in passkeys
/// @param api the one origin that the app may call
record Settings(InetSocketAddress listen, URI origin, URI api) {
    Settings {
        requireOrigin(origin, "KYSO_APP_ORIGIN");
        requireOrigin(api, "KYSO_APP_API");
        if (origin.equals(api)) {
            throw new IllegalArgumentException("The app's origin is its own: KYSO_APP_API is another one");
        }
    }

    static Settings of(Map<String, String> environment) {
        int port = Integer.parseInt(environment.getOrDefault("KYSO_PORT", "8085"));
        String address = environment.getOrDefault("SERVER_ADDRESS", "");
        return new Settings(
                address.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(address, port),
                URI.create(environment.getOrDefault("KYSO_APP_ORIGIN", "http://localhost:8085")),
                URI.create(environment.getOrDefault("KYSO_APP_API", "http://localhost:8080")));
    }

    boolean https() {
        return "https".equals(origin.getScheme());
    }

    /// It stands in headers and in JSON: scheme, host and port, and nothing that would need escaping.
    private static void requireOrigin(URI uri, String name) {
        if (!uri.toString().matches("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?|https?://\\[[0-9a-fA-F:]+](:[0-9]{1,5})?")) {
            throw new IllegalArgumentException(name + " is an origin such as https://sign.example, not " + uri);
        }
    }
}
