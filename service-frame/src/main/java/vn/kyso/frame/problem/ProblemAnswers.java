package vn.kyso.frame.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.http.converter.HttpMessageNotWritableException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.MethodValidationException;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JacksonException.Reference;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;

/// Turns what a handler, or the framework before it, throws into a problem. Where the answer has begun already,
/// or its reader is gone, there is nobody to tell and nothing is written.
@RestControllerAdvice
@Order(0)
class ProblemAnswers extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswers.class);
    private static final int MOST_ERRORS = 20;

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> refusal(ProblemException refusal, WebRequest request) {
        HttpHeaders headers = new HttpHeaders();
        HttpServletResponse response = response(request);
        if (refusal.type().status() == 401
                && response != null
                && response.getHeader(HttpHeaders.WWW_AUTHENTICATE) == null) {
            headers.set(
                    HttpHeaders.WWW_AUTHENTICATE, request.getHeader("DPoP") == null ? "Bearer" : "DPoP algs=\"ES256\"");
        }
        return unlessBegun(request, Problems.answer(refusal.type(), refusal.detail(), refusal.members(), headers));
    }

    /// Our own database is away or has no connection free: nothing is known to be wrong with the call.
    @ExceptionHandler({
        CannotGetJdbcConnectionException.class,
        CannotCreateTransactionException.class,
        DataAccessResourceFailureException.class,
        TransientDataAccessResourceException.class,
        QueryTimeoutException.class
    })
    @Nullable
    ResponseEntity<Object> databaseAway(Exception failure, WebRequest request) {
        LOG.atWarn().setCause(failure).log("The database did not serve a call");
        return unlessBegun(
                request,
                Problems.answer(
                        ProblemType.SERVICE_UNAVAILABLE,
                        "The service can't reach its data at the moment. Try again.",
                        Map.of("retryAfterSeconds", 5),
                        new HttpHeaders()));
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unexpected(Throwable failure, WebRequest request) {
        RequestTooLargeException tooLarge = cause(failure, RequestTooLargeException.class);
        if (tooLarge != null) {
            return unlessBegun(request, tooLarge(tooLarge));
        }
        if (readerIsGone(failure, request)) {
            return null;
        }
        return unlessBegun(request, internalError(failure));
    }

    private static ResponseEntity<Object> internalError(Throwable failure) {
        String reference = UUID.randomUUID().toString();
        LOG.atError().setCause(failure).addKeyValue("reference", reference).log("A call failed unexpectedly");
        return Problems.answer(
                ProblemType.INTERNAL_ERROR,
                "Something unexpected happened. Whoever runs this service finds it under the reference.",
                Map.of("reference", reference),
                new HttpHeaders());
    }

    private static ResponseEntity<Object> tooLarge(RequestTooLargeException tooLarge) {
        return Problems.answer(
                tooLarge.type(),
                "The body may have at most " + tooLarge.maxBytes() + " bytes.",
                Map.of("maxBytes", tooLarge.maxBytes()),
                new HttpHeaders());
    }

    /// An event stream or a download whose reader went away ends like this; it is no failure.
    private static boolean readerIsGone(Throwable failure, WebRequest request) {
        HttpServletResponse response = response(request);
        return failure instanceof AsyncRequestNotUsableException
                || (failure instanceof IOException && response != null && response.isCommitted());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError() && !(status.value() == HttpStatus.SERVICE_UNAVAILABLE.value())) {
            return unexpected(failure, request);
        }
        ProblemType type = Problems.ofStatus(status.value());
        String detail = failure instanceof ErrorResponseException known
                        && known.getBody().getDetail() != null
                ? known.getBody().getDetail()
                : type.title() + ".";
        return unlessBegun(request, Problems.answer(type, detail, Map.of(), headers));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        RequestTooLargeException tooLarge = cause(failure, RequestTooLargeException.class);
        if (tooLarge != null) {
            return unlessBegun(request, tooLarge(tooLarge));
        }
        ProblemException refusal = cause(failure, ProblemException.class);
        if (refusal != null) {
            return refusal(refusal, request);
        }
        JacksonException json = cause(failure, JacksonException.class);
        if (json == null) {
            return unlessBegun(
                    request, Problems.answer(ProblemType.MALFORMED_REQUEST, "The body is missing or can't be read."));
        }
        String field = field(json.getPath());
        if (field.isEmpty() || json instanceof tools.jackson.core.exc.StreamReadException) {
            int line = json.getLocation() == null ? 0 : json.getLocation().getLineNr();
            String where = line > 0
                    ? " (line " + line + ", column " + json.getLocation().getColumnNr() + ")"
                    : "";
            return unlessBegun(
                    request,
                    Problems.answer(ProblemType.MALFORMED_REQUEST, "The body is not the JSON expected" + where + "."));
        }
        return unlessBegun(request, invalid(field, reason(json)));
    }

    /// The message of a record that refused its value is meant to be read; Jackson's own names our classes.
    private static String reason(JacksonException json) {
        IllegalArgumentException refused = cause(json, IllegalArgumentException.class);
        return refused == null
                        || refused.getMessage() == null
                        || refused.getMessage().contains("vn.kyso")
                ? "This is not a value of the kind expected here."
                : refused.getMessage();
    }

    private static String field(List<Reference> path) {
        StringBuilder field = new StringBuilder();
        for (Reference step : path) {
            if (step.getPropertyName() != null) {
                field.append(field.isEmpty() ? "" : ".").append(step.getPropertyName());
            } else if (step.getIndex() >= 0) {
                field.append('[').append(step.getIndex()).append(']');
            }
        }
        return field.toString();
    }

    private static ResponseEntity<Object> invalid(String field, String message) {
        return invalid(List.of(Map.of("field", field, "message", message)));
    }

    private static ResponseEntity<Object> invalid(List<Map<String, String>> errors) {
        Map<String, Object> members = new LinkedHashMap<>();
        Map<String, String> first = errors.isEmpty() ? Map.of("field", "", "message", "") : errors.getFirst();
        members.put("field", first.getOrDefault("field", ""));
        members.put("errors", errors);
        return Problems.answer(
                ProblemType.INVALID_FIELD,
                first.getOrDefault("field", "") + ": " + first.getOrDefault("message", ""),
                members,
                new HttpHeaders());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return unlessBegun(request, invalid(errors(failure.getAllErrors(), "")));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return failure.isForReturnValue()
                ? unexpected(failure, request)
                : unlessBegun(request, invalid(errors(failure)));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodValidationException(
            MethodValidationException failure, HttpHeaders headers, HttpStatus status, WebRequest request) {
        return unexpected(failure, request);
    }

    private static List<Map<String, String>> errors(MethodValidationResult result) {
        return result.getParameterValidationResults().stream()
                .flatMap(parameter -> {
                    String name = String.valueOf(parameter.getMethodParameter().getParameterName());
                    return parameter instanceof ParameterErrors fields
                            ? errors(fields.getAllErrors(), "").stream()
                            : parameter.getResolvableErrors().stream().map(error -> error(name, error));
                })
                .limit(MOST_ERRORS)
                .toList();
    }

    private static List<Map<String, String>> errors(List<ObjectError> errors, String otherwise) {
        return errors.stream()
                .map(error -> error(
                        error instanceof org.springframework.validation.FieldError at ? at.getField() : otherwise,
                        error))
                .limit(MOST_ERRORS)
                .toList();
    }

    private static Map<String, String> error(String field, MessageSourceResolvable error) {
        String message = error.getDefaultMessage();
        return Map.of("field", field, "message", message == null ? "not allowed" : message);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (failure instanceof MethodArgumentTypeMismatchException argument) {
            // An identifier that can't be one names nothing.
            return argument.getParameter().hasParameterAnnotation(PathVariable.class)
                    ? unlessBegun(request, Problems.answer(ProblemType.NOT_FOUND, "There is nothing at this address."))
                    : unlessBegun(
                            request, invalid(argument.getName(), "This is not a value of the kind expected here."));
        }
        return super.handleTypeMismatch(failure, headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return unlessBegun(request, missing(failure.getParameterName(), "parameter"));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleServletRequestBindingException(
            ServletRequestBindingException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return failure instanceof MissingRequestHeaderException header
                ? unlessBegun(request, missing(header.getHeaderName(), "header"))
                : super.handleServletRequestBindingException(failure, headers, status, request);
    }

    private static ResponseEntity<Object> missing(String name, String what) {
        return Problems.answer(
                ProblemType.MALFORMED_REQUEST,
                "The " + what + " " + name + " is missing.",
                Map.of("field", name),
                new HttpHeaders());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotWritable(
            HttpMessageNotWritableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return unexpected(failure, request);
    }

    private static @Nullable ResponseEntity<Object> unlessBegun(WebRequest request, ResponseEntity<Object> problem) {
        note(request, problem);
        HttpServletResponse response = response(request);
        return response != null && response.isCommitted() ? null : problem;
    }

    /// Every refusal leaves a line: the id of its trace, which is on it, is the reference that a screen shows.
    private static void note(WebRequest request, ResponseEntity<Object> problem) {
        if (problem.getStatusCode().is4xxClientError()
                && request instanceof ServletWebRequest servlet
                && problem.getBody() instanceof ProblemDetail detail
                && detail.getProperties() != null) {
            LOG.atInfo()
                    .addKeyValue("code", detail.getProperties().get("code"))
                    .addKeyValue("method", servlet.getRequest().getMethod())
                    .addKeyValue("path", servlet.getRequest().getRequestURI())
                    .log("A call was refused");
        }
    }

    private static @Nullable HttpServletResponse response(WebRequest request) {
        return request instanceof ServletWebRequest servlet ? servlet.getResponse() : null;
    }

    private static <E extends Throwable> @Nullable E cause(Throwable failure, Class<E> kind) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return kind.cast(at);
            }
        }
        return null;
    }
}
