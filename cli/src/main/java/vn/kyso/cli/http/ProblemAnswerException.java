package vn.kyso.cli.http;

import tools.jackson.databind.JsonNode;

/// A service refused a call with a typed problem (RFC 9457).
public final class ProblemAnswerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;

    ProblemAnswerException(int status, String code, String message) {
        super(message);
        this.code = code;
        this.status = status;
    }

    public static ProblemAnswerException of(int status, JsonNode body) {
        String code = Json.text(body, "code");
        String oauth = Json.text(body, "error");
        if (code.isEmpty()) {
            code = oauth.isEmpty() ? "http-" + status : oauth.replace('_', '-');
        }
        String title = Json.text(body, "title");
        String detail = Json.text(body, "detail");
        String oauthDetail = Json.text(body, "error_description");
        StringBuilder message = new StringBuilder(title.isEmpty() ? "The call was refused" : title);
        message.append(" (").append(code).append(")");
        if (!detail.isEmpty() && !detail.equals(title)) {
            message.append(": ").append(detail);
        } else if (!oauthDetail.isEmpty()) {
            message.append(": ").append(oauthDetail);
        }
        return new ProblemAnswerException(status, code, message.toString());
    }

    /// The stable code, such as `not-a-pdf`.
    public String code() {
        return code;
    }

    public int status() {
        return status;
    }
}
