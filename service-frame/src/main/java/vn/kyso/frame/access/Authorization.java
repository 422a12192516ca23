package vn.kyso.frame.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/// The one `Authorization` header of a request (RFC 6750, RFC 9449 section 7.1). Tokens in the query or a form don't
/// count.
final class Authorization {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private Authorization() {}

    static String bearer(HttpServletRequest request) {
        return token(request, "Bearer", Refusal.Scheme.BEARER);
    }

    static String dpop(HttpServletRequest request) {
        return token(request, "DPoP", Refusal.Scheme.DPOP);
    }

    private static String token(HttpServletRequest request, String name, Refusal.Scheme scheme) {
        List<String> headers = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (headers.isEmpty()) {
            throw Refusal.missing(scheme);
        }
        String value = headers.getFirst();
        if (headers.size() > 1 || !value.regionMatches(true, 0, name + " ", 0, name.length() + 1)) {
            throw Refusal.missing(scheme);
        }
        String token = value.substring(name.length() + 1).strip();
        if (!TOKEN.matcher(token).matches()) {
            throw Refusal.invalidToken(scheme, null);
        }
        return token;
    }
}
