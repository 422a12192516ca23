package vn.kyso.frame.problem;

import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import vn.kyso.contracts.problem.ProblemType;

/// A problem type and an occurrence as the body and headers of an answer.
final class Problems {
    private Problems() {}

    static ResponseEntity<Object> answer(ProblemType type, String detail) {
        return answer(type, detail, Map.of(), new HttpHeaders());
    }

    static ResponseEntity<Object> answer(
            ProblemType type, String detail, Map<String, Object> members, HttpHeaders headers) {
        HttpHeaders all = new HttpHeaders();
        all.addAll(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        all.setCacheControl("no-store");
        if (members.get("retryAfterSeconds") instanceof Number seconds) {
            all.set(HttpHeaders.RETRY_AFTER, seconds.toString());
        }
        return ResponseEntity.status(type.status()).headers(all).body(detail(type, detail, members));
    }

    private static ProblemDetail detail(ProblemType type, String detail, Map<String, Object> members) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(type.status()), detail);
        problem.setType(java.net.URI.create(type.uri()));
        problem.setTitle(type.title());
        problem.setProperty("code", type.code());
        members.forEach(problem::setProperty);
        return problem;
    }

    /// What a bare status means, where nothing more is known.
    static ProblemType ofStatus(int status) {
        return switch (status) {
            case 401 -> ProblemType.UNAUTHENTICATED;
            case 403 -> ProblemType.FORBIDDEN;
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 409, 412 -> ProblemType.CONFLICT;
            case 413 -> ProblemType.REQUEST_TOO_LARGE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            case 416 -> ProblemType.RANGE_NOT_SATISFIABLE;
            case 422 -> ProblemType.INVALID_FIELD;
            case 429 -> ProblemType.RATE_LIMITED;
            case 503 -> ProblemType.SERVICE_UNAVAILABLE;
            default -> status >= 500 ? ProblemType.INTERNAL_ERROR : ProblemType.MALFORMED_REQUEST;
        };
    }
}
