package vn.kyso.cli.http;

import java.net.URI;
import java.util.Map;

/// The headers that say who calls.
@FunctionalInterface
public interface Authorization {
    /// Nobody in particular.
    Authorization NONE = (method, address) -> Map.of();

    /// The headers for one request.
    Map<String, String> headers(String method, URI address);
}
