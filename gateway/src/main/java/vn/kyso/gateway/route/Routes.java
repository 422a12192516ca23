package vn.kyso.gateway.route;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.removeRequestHeader;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.methods;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import java.net.URI;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/// Everything that is forwarded stands here; a path that does not is not. `/v1/operator/**` never passes this door.
/// Bodies stream in both directions; the services check tokens, sizes and tenants themselves.
@Configuration(proxyBeanMethods = false)
class Routes {
    @Bean
    RouterFunction<ServerResponse> evidence(Upstreams upstreams, PersonToken personToken) {
        return forward(
                "evidence",
                upstreams.signingService(),
                personToken,
                only("/v1/sign-requests/{id}/evidence", HttpMethod.GET));
    }

    @Bean
    RouterFunction<ServerResponse> documents(Upstreams upstreams, PersonToken personToken) {
        RequestPredicate documents = only("/v1/documents", HttpMethod.GET, HttpMethod.POST)
                .or(only("/v1/documents/{id}", HttpMethod.GET, HttpMethod.DELETE))
                .or(only("/v1/documents/{id}/content", HttpMethod.GET, HttpMethod.HEAD))
                .or(only("/v1/verifications", HttpMethod.POST));
        RequestPredicate requests = only("/v1/sign-requests", HttpMethod.GET, HttpMethod.POST)
                .or(only("/v1/sign-requests/{id}", HttpMethod.GET))
                .or(only("/v1/sign-requests/{id}/events", HttpMethod.GET))
                .or(only("/v1/sign-requests/{id}/cancel", HttpMethod.POST))
                .or(only("/v1/sign-requests/{id}/reminders", HttpMethod.POST));
        return forward("documents", upstreams.documentService(), personToken, documents.or(requests));
    }

    @Bean
    RouterFunction<ServerResponse> certificates(Upstreams upstreams, PersonToken personToken) {
        return forward(
                "certificates", upstreams.certificateService(), personToken, only("/v1/certificates", HttpMethod.GET));
    }

    @Bean
    RouterFunction<ServerResponse> pki(Upstreams upstreams) {
        RequestPredicate pki = only("/pki/ocsp/**", HttpMethod.GET, HttpMethod.POST)
                .or(only("/pki/crl/{name}", HttpMethod.GET))
                .or(only("/pki/ca/{name}", HttpMethod.GET))
                .or(only("/pki/tsa", HttpMethod.POST));
        return anonymous("pki", upstreams.certificateService(), pki);
    }

    @Bean
    RouterFunction<ServerResponse> phoneAtSigning(Upstreams upstreams) {
        RequestPredicate phone = only("/v1/activations", HttpMethod.POST)
                .or(only("/v1/activations/{id}/passkey", HttpMethod.POST))
                .or(only("/v1/device-tokens", HttpMethod.POST))
                .or(only("/v1/devices", HttpMethod.GET))
                .or(only("/v1/devices/confirmations", HttpMethod.POST))
                .or(only("/v1/devices/activations", HttpMethod.POST))
                .or(only("/v1/devices/{id}", HttpMethod.DELETE))
                .or(only("/v1/consents", HttpMethod.GET))
                .or(only("/v1/consents/{tenant}", HttpMethod.PUT, HttpMethod.DELETE));
        return anonymous("phone-signing", upstreams.signingService(), phone);
    }

    @Bean
    RouterFunction<ServerResponse> phoneAtNotification(Upstreams upstreams) {
        RequestPredicate phone = only("/v1/push-subscription", HttpMethod.PUT, HttpMethod.DELETE)
                .or(only("/v1/push-subscription/key", HttpMethod.GET))
                .or(only("/v1/inbox", HttpMethod.GET))
                .or(only("/v1/inbox/events", HttpMethod.GET))
                .or(only("/v1/inbox/{requestId}", HttpMethod.GET))
                .or(only("/v1/inbox/{requestId}/decision", HttpMethod.POST));
        return anonymous("phone-notification", upstreams.notificationService(), phone);
    }

    @Bean
    RouterFunction<ServerResponse> phoneAtDocuments(Upstreams upstreams) {
        return anonymous(
                "phone-prepared",
                upstreams.documentService(),
                only("/v1/prepared/{requestId}/{documentId}", HttpMethod.GET, HttpMethod.HEAD));
    }

    /// Requests of requesters: their own access token, or the session of a logged-in person turned into one.
    private static RouterFunction<ServerResponse> forward(
            String id, URI upstream, PersonToken personToken, RequestPredicate what) {
        return toUpstream(id, upstream, what)
                .before(personToken::attach)
                .before(removeRequestHeader("Cookie"))
                .build();
    }

    /// Requests that carry a credential the gateway has no part in, or none.
    private static RouterFunction<ServerResponse> anonymous(String id, URI upstream, RequestPredicate what) {
        return toUpstream(id, upstream, what)
                .before(removeRequestHeader("Cookie"))
                .build();
    }

    private static RouterFunctions.Builder toUpstream(String id, URI upstream, RequestPredicate what) {
        return route(id).route(what, http()).before(uri(upstream)).before(removeRequestHeader("X-CSRF-Token"));
    }

    private static RequestPredicate only(String pattern, HttpMethod... allowed) {
        return path(pattern).and(methods(Arrays.copyOf(allowed, allowed.length)));
    }
}
