package vn.kyso.frame.access;

import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.problem.ProblemType;

/// Credentials that don't admit their caller, with what the caller is told: which kind of credentials the address
/// takes and whether those that came were missing, invalid or too narrow, but not which check they failed.
final class Refusal extends RuntimeException {
    enum Scheme {
        BEARER("Bearer"),
        DPOP("DPoP");

        private final String challenge;

        Scheme(String challenge) {
            this.challenge = challenge;
        }
    }

    private final ProblemType type;
    private final String challenge;
    private final String detail;

    private Refusal(ProblemType type, String challenge, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.type = type;
        this.challenge = challenge;
        this.detail = detail;
    }

    static Refusal missing(Scheme scheme) {
        return switch (scheme) {
            case BEARER ->
                new Refusal(
                        ProblemType.UNAUTHENTICATED, "Bearer", "This address needs an access token as Bearer.", null);
            case DPOP ->
                new Refusal(
                        ProblemType.UNAUTHENTICATED,
                        "DPoP algs=\"ES256\"",
                        "This address needs a device's token as DPoP, and a proof of its key.",
                        null);
        };
    }

    static Refusal invalidToken(Scheme scheme, @Nullable Throwable cause) {
        return new Refusal(
                ProblemType.UNAUTHENTICATED,
                scheme.challenge + " error=\"invalid_token\"" + (scheme == Scheme.DPOP ? ", algs=\"ES256\"" : ""),
                "The access token is not valid here: it may have expired, or be meant for something else.",
                cause);
    }

    static Refusal invalidProof(String why) {
        return new Refusal(ProblemType.UNAUTHENTICATED, "DPoP error=\"invalid_dpop_proof\", algs=\"ES256\"", why, null);
    }

    static Refusal scopeMissing(String scope) {
        return new Refusal(
                ProblemType.FORBIDDEN,
                "Bearer error=\"insufficient_scope\", scope=\"" + scope + "\"",
                "The access token lacks the scope " + scope + ".",
                null);
    }

    static Refusal callerNotAdmitted() {
        return new Refusal(
                ProblemType.FORBIDDEN,
                "Bearer error=\"insufficient_scope\"",
                "This service is not among those that may call this address.",
                null);
    }

    ProblemType type() {
        return type;
    }

    String challenge() {
        return challenge;
    }

    String detail() {
        return detail;
    }
}
