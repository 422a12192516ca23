package vn.kyso.gateway.route;

import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.function.ServerRequest;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.gateway.login.Person;
import vn.kyso.gateway.token.AccessTokens;

/// Turns the session of a logged-in person into the access token that services ask for. The token lives for the one
/// request's trip, names the one service that it goes to and the one scope that is needed there, and never reaches a
/// browser.
@Component
class PersonToken {
    private final AccessTokens accessTokens;

    PersonToken(AccessTokens accessTokens) {
        this.accessTokens = accessTokens;
    }

    ServerRequest attach(ServerRequest request, Service to, String scope) {
        if (request.headers().firstHeader(HttpHeaders.AUTHORIZATION) != null) {
            return request;
        }
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null || !(who.getPrincipal() instanceof Person person)) {
            return request;
        }
        return ServerRequest.from(request)
                .headers(headers -> headers.setBearerAuth(accessTokens.issueFor(person, to, scope)))
                .build();
    }
}
