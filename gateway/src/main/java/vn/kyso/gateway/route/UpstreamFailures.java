package vn.kyso.gateway.route;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.problem.RequestTooLargeException;

/// What happens when the service behind a route doesn't answer.
final class UpstreamFailures {
    private static final Logger LOG = LoggerFactory.getLogger(UpstreamFailures.class);

    private UpstreamFailures() {}

    static boolean concerns(Throwable failure) {
        return (failure instanceof ResourceAccessException || failure instanceof IOException)
                && !RequestTooLargeException.isBehind(failure);
    }

    /// Nobody knows whether a call that was cut off has had its effect; whoever repeats it needs its Idempotency-Key.
    static ServerResponse refuse(Throwable failure, ServerRequest request) {
        LOG.atWarn()
                .addKeyValue("method", request.method().name())
                .addKeyValue("path", request.path())
                .addKeyValue("cause", String.valueOf(failure.getMessage()))
                .log("A service did not answer");
        throw new ProblemException(
                        ProblemType.SERVICE_UNAVAILABLE,
                        "The service behind this address doesn't answer at the moment. Try again.",
                        failure)
                .with("retryAfterSeconds", 2);
    }
}
