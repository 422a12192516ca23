package vn.kyso.gateway.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;

/// What the security filters refuse, as problems like everything else.
@Component
class SecurityProblems implements AuthenticationEntryPoint, AccessDeniedHandler, AuthenticationFailureHandler {
    private final HandlerExceptionResolver answers;

    SecurityProblems(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver answers) {
        this.answers = answers;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why) {
        answer(
                request,
                response,
                new ProblemException(ProblemType.UNAUTHENTICATED, "Log in, or send an access token.", why));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why) {
        answer(
                request,
                response,
                new ProblemException(
                        ProblemType.FORBIDDEN,
                        "A session's write needs the CSRF token of its cookie in the header X-XSRF-TOKEN.",
                        why));
    }

    /// The same answer for an unknown name and a wrong password.
    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException why) {
        ProblemException refusal = why instanceof LockedException
                ? new ProblemException(ProblemType.RATE_LIMITED, "Too many tries. Wait a minute.", why)
                        .with("retryAfterSeconds", 6)
                : new ProblemException(ProblemType.UNAUTHENTICATED, "User name or password is wrong.", why);
        answer(request, response, refusal);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, ProblemException problem) {
        answers.resolveException(request, response, null, problem);
    }
}
