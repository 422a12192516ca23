package vn.kyso.frame;

import org.slf4j.MDC;

/// Names the sign request that a call is about, and its tenant, beside every log line until the call is answered.
/// Handlers say it as soon as they know; for requesters the tenant stands there before.
public final class LogContext {
    private static final String TENANT = "tenant";
    private static final String SIGN_REQUEST = "signRequest";

    private LogContext() {}

    /// The rest of the call is about this tenant's sign request.
    public static void signRequest(String tenant, String signRequest) {
        tenant(tenant);
        MDC.put(SIGN_REQUEST, signRequest);
    }

    /// The rest of the call is this tenant's.
    public static void tenant(String tenant) {
        MDC.put(TENANT, tenant);
    }

    /// The call is answered: its thread serves others.
    public static void clear() {
        MDC.remove(TENANT);
        MDC.remove(SIGN_REQUEST);
    }
}
