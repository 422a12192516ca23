package vn.kyso.gateway.route;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.removeRequestHeader;
import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.methods;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.http.client.JdkClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.autoconfigure.ClientHttpRequestFactoryBuilderCustomizer;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.frame.access.EncodedSlashes;

/// Makes routes of [ForwardedCall#ALL]. Bodies stream in both directions; the services check tokens and tenants
/// themselves.
@Configuration(proxyBeanMethods = false)
class Routes {
    @Bean
    RouterFunction<ServerResponse> forwarded(Upstreams upstreams, PersonToken personToken) {
        return ForwardedCall.ALL.stream()
                .collect(Collectors.groupingBy(Passage::of, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(calls -> routeTo(calls.getKey(), calls.getValue(), upstreams, personToken))
                .reduce(RouterFunction::and)
                .orElseThrow()
                .and(otherMethods());
    }

    /// What calls have in common that pass in the same way.
    ///
    /// @param scope of the token that a session is turned into; empty where no session stands for one
    private record Passage(Service to, Optional<String> scope) {
        static Passage of(ForwardedCall call) {
            return new Passage(call.to(), call.scope());
        }
    }

    /// What is forwarded, but not so: says which methods are (RFC 9110, 15.5.6). Nothing of it reaches a service.
    private static RouterFunction<ServerResponse> otherMethods() {
        RequestPredicate listed = ForwardedCall.ALL.stream()
                .map(call -> path(call.path()))
                .reduce(RequestPredicate::or)
                .orElseThrow();
        return RouterFunctions.route(listed, request -> {
            Set<String> allowed = ForwardedCall.ALL.stream()
                    .filter(call -> path(call.path()).test(request))
                    .flatMap(call -> call.methods().stream())
                    .map(HttpMethod::name)
                    .collect(Collectors.toCollection(TreeSet::new));
            throw new HttpRequestMethodNotSupportedException(request.method().name(), allowed);
        });
    }

    private static RouterFunction<ServerResponse> routeTo(
            Passage passage, List<ForwardedCall> calls, Upstreams upstreams, PersonToken personToken) {
        RequestPredicate listed = calls.stream()
                .map(Routes::predicate)
                .reduce(RequestPredicate::or)
                .orElseThrow();
        RouterFunctions.Builder route =
                route(passage.to().id() + "-" + passage.scope().orElse("open")).route(listed, http());
        passage.scope().ifPresent(scope -> route.before(request -> personToken.attach(request, passage.to(), scope)));
        return route.before(Routes::contentTypeAsSent)
                .before(Routes::keepDoubleSlashes)
                .before(uri(upstreams.of(passage.to())))
                .before(removeRequestHeader("X-XSRF-TOKEN"))
                .before(removeRequestHeader("Cookie"))
                .after(AnswerStreams::new)
                .onError(UpstreamFailures::concerns, UpstreamFailures::refuse)
                .build();
    }

    /// Spring completes a content type with the encoding that it would read a form in; a PDF has none.
    private static ServerRequest contentTypeAsSent(ServerRequest request) {
        String sent = request.servletRequest().getHeader(HttpHeaders.CONTENT_TYPE);
        return sent == null
                ? request
                : ServerRequest.from(request)
                        .headers(headers -> headers.set(HttpHeaders.CONTENT_TYPE, sent))
                        .build();
    }

    /// Building the service's address makes one slash of two; base64 in an OCSP request's path may have two.
    private static ServerRequest keepDoubleSlashes(ServerRequest request) {
        URI uri = request.uri();
        if (!uri.getRawPath().contains("//")) {
            return request;
        }
        String path = uri.getRawPath().replace("//", "/%2F");
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return ServerRequest.from(request).uri(uri.resolve(path + query)).build();
    }

    private static RequestPredicate predicate(ForwardedCall call) {
        return path(call.path()).and(methods(call.methods().toArray(HttpMethod[]::new)));
    }

    /// HTTP/1.1 without the upgrade that the JDK's client would try: services speak nothing else, and a large
    /// upload is no request to begin with one.
    @Bean
    ClientHttpRequestFactoryBuilderCustomizer<JdkClientHttpRequestFactoryBuilder> plainHttp() {
        return builder -> builder.withHttpClientCustomizer(client -> client.version(HttpClient.Version.HTTP_1_1));
    }

    @Bean
    TomcatConnectorCustomizer encodedSlashes() {
        return connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    }

    @Bean
    HttpFirewall httpFirewall() {
        return new EncodedSlashes("/pki/ocsp/");
    }
}
