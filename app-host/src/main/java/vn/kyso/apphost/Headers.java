package vn.kyso.apphost;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// What a browser is told to forbid, on every answer.
///
/// Scripts, styles, fonts and pictures come from this origin alone, calls go to it and to the one API, nothing frames
/// the app, and no string becomes a script but through the three policies named. The worker that parses PDFs, which
/// are strangers' bytes, has a policy of its own: it may decode pictures with WebAssembly, and may call nobody but
/// this origin.
final class Headers {
    private static final String PDF_WORKER = "/assets/pdf.worker";
    /// What the build named after its content; such a name never means another one.
    private static final Pattern HASHED = Pattern.compile("/assets/[^/]+-[A-Za-z0-9_-]{8}\\.[a-z0-9]+");

    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final String NEVER_UNASKED = "no-cache";

    private final Map<String, String> always = new LinkedHashMap<>();
    private final String policy;

    Headers(Settings settings) {
        policy =
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; font-src 'self'; "
                        + "connect-src 'self' " + settings.api()
                        + "; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
                        + "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
                        + "trusted-types lit-html kyso-app kyso-pdf-worker";
        always.put("X-Content-Type-Options", "nosniff");
        always.put("Referrer-Policy", "no-referrer");
        always.put("X-Frame-Options", "DENY");
        always.put("Cross-Origin-Opener-Policy", "same-origin");
        always.put("Cross-Origin-Resource-Policy", "same-origin");
        always.put(
                "Permissions-Policy",
                "publickey-credentials-get=(self), publickey-credentials-create=(self), accelerometer=(), camera=(), "
                        + "display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "
                        + "payment=(), usb=()");
        if (settings.https()) {
            always.put("Strict-Transport-Security", "max-age=63072000; includeSubDomains");
        }
    }

    Map<String, String> of(String path) {
        Map<String, String> headers = new LinkedHashMap<>(always);
        headers.put(
                "Content-Security-Policy",
                path.startsWith(PDF_WORKER)
                        ? "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
                        : policy);
        headers.put("Cache-Control", HASHED.matcher(path).matches() ? FOREVER : NEVER_UNASKED);
        return headers;
    }
}
