package vn.kyso.gateway.limit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;

/// Holds back whoever asks too often, before secrets and sessions are looked at.
@Component
@Order(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1)
class CallLimits extends OncePerRequestFilter {
    private final LimitSettings settings;
    private final AddressBuckets buckets;
    private final HandlerExceptionResolver answers;

    CallLimits(
            LimitSettings settings,
            InstantSource clock,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver answers) {
        this.settings = settings;
        this.buckets = new AddressBuckets(clock);
        this.answers = answers;
    }

    /// @param what shares a bucket
    private record Limit(String what, int perMinute) {}

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Limit> limit = limit(request.getMethod(), request.getServletPath());
        if (limit.isEmpty()
                || buckets.take(
                        limit.get().what(), request.getRemoteAddr(), limit.get().perMinute())) {
            chain.doFilter(request, response);
            return;
        }
        int perMinute = limit.get().perMinute();
        answers.resolveException(
                request,
                response,
                null,
                new ProblemException(
                                ProblemType.RATE_LIMITED,
                                "At most " + perMinute + " such calls a minute are taken from one address.")
                        .with("retryAfterSeconds", Math.max(1, Math.ceilDiv(60, perMinute))));
    }

    /// @param path decoded, so that no spelling of it escapes
    private Optional<Limit> limit(String method, String path) {
        if (path.startsWith("/oauth2/") || path.startsWith("/connect/") || path.equals("/userinfo")) {
            return path.equals("/oauth2/jwks") ? Optional.empty() : Optional.of(new Limit("tokens", settings.tokens()));
        }
        if (path.equals("/session") && method.equals("POST")) {
            return Optional.of(new Limit("log-ins", settings.logIns()));
        }
        if (path.startsWith("/v1/activations") || path.equals("/v1/device-tokens")) {
            return Optional.of(new Limit("activations", settings.activations()));
        }
        if (path.startsWith("/pki/ocsp")) {
            return Optional.of(new Limit("ocsp", settings.ocsp()));
        }
        if (path.startsWith("/pki/crl/") || path.startsWith("/pki/ca/")) {
            return Optional.of(new Limit("lists", settings.lists()));
        }
        return path.equals("/pki/tsa") ? Optional.of(new Limit("timestamps", settings.timestamps())) : Optional.empty();
    }
}
