package vn.kyso.notification.push;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/// Tells at once, when a device subscribes, what the egress port would refuse later: an address that is not one of a
/// known push service.
@Component
class PushEndpoints {
    private final List<String> services;
    private final List<String> trustedOrigins;

    PushEndpoints(Environment environment) {
        Binder binder = Binder.get(environment);
        services = binder.bind("kyso.egress.push-services", Bindable.listOf(String.class))
                .orElse(List.of());
        trustedOrigins = binder.bind("kyso.egress.trusted-origins", Bindable.listOf(String.class))
                .orElse(List.of());
    }

    boolean allowed(URI endpoint) {
        String host = endpoint.getHost();
        if (host == null || endpoint.getRawUserInfo() != null || endpoint.getRawFragment() != null) {
            return false;
        }
        String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
        if (trustedOrigins.contains(endpoint.getScheme() + "://" + host + port)) {
            return true;
        }
        return "https".equals(endpoint.getScheme()) && services.stream().anyMatch(service -> matches(service, host));
    }

    /// `*.example.com` stands for every name below it, `example.com` for itself.
    private static boolean matches(String service, String host) {
        return service.startsWith("*.")
                ? host.regionMatches(true, host.length() - service.length() + 1, service, 1, service.length() - 1)
                : service.equalsIgnoreCase(host);
    }
}
