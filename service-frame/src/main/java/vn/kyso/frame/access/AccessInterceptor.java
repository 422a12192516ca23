package vn.kyso.frame.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.PreFlightRequestHandler;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.Device;
import vn.kyso.frame.LogContext;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.Requester;

/// Finds out who calls before a handler runs and before its body is read, and refuses whoever its rule does not
/// admit.
public final class AccessInterceptor implements AsyncHandlerInterceptor {
    private final AccessRules rules;
    private final Tokens tokens;

    AccessInterceptor(AccessRules rules, Tokens tokens) {
        this.rules = rules;
        this.tokens = tokens;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof PreFlightRequestHandler) {
            return true;
        }
        if (!(handler instanceof HandlerMethod method)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "There is nothing at this address.");
        }
        // The second dispatch of an asynchronous answer: the caller was found at the first, and its proof is used up.
        Object caller = request.getAttribute(Callers.ATTRIBUTE);
        if (caller == null) {
            caller = find(rules.of(method), request, response);
            request.setAttribute(Callers.ATTRIBUTE, caller);
        }
        if (caller instanceof Requester requester) {
            LogContext.tenant(requester.tenant());
        }
        return true;
    }

    private Object find(AccessRule rule, HttpServletRequest request, HttpServletResponse response) {
        try {
            return switch (rule) {
                case AccessRule.Requesters(String scope) ->
                    withScope(tokens.requester(Authorization.bearer(request)), scope);
                case AccessRule.Devices(String audience) -> device(request, audience);
                case AccessRule.Operators _ -> tokens.operator(Authorization.bearer(request));
                case AccessRule.Services(var callers) -> tokens.service(Authorization.bearer(request), callers);
                case AccessRule.Anybody anybody -> anybody;
            };
        } catch (Refusal refusal) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, refusal.challenge());
            throw new ProblemException(refusal.type(), refusal.detail(), refusal);
        }
    }

    private static Requester withScope(Requester requester, String scope) {
        if (!requester.scopes().contains(scope)) {
            throw Refusal.scopeMissing(scope);
        }
        return requester;
    }

    private Device device(HttpServletRequest request, String audience) {
        return tokens.device(Authorization.dpop(request), audience, request);
    }

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        LogContext.clear();
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request,
            HttpServletResponse response,
            Object handler,
            @org.jspecify.annotations.Nullable Exception failure) {
        LogContext.clear();
    }
}
