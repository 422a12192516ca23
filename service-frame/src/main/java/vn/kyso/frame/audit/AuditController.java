package vn.kyso.frame.audit;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.OperatorApi;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.RateLimits;

/// Shows operators whether the service's audit log is whole.
@RestController
@OperatorApi
class AuditController {
    /// Each reads the whole log.
    private static final int A_MINUTE = 6;

    private final AuditVerifier verifier;
    private final RateLimits limits;

    AuditController(AuditVerifier verifier, RateLimits limits) {
        this.verifier = verifier;
        this.limits = limits;
    }

    /// @param seals how many hold; with `sealedRows` and `unsealed` null where it is not intact
    /// @param position the first place of the chain that doesn't hold, and `what` is wrong there; null where it is
    record Verification(
            boolean intact,
            @Nullable Long seals,
            @Nullable Long sealedRows,
            @Nullable Long unsealed,
            @Nullable Long position,
            @Nullable String what) {
        static Verification of(AuditVerifier.Result result) {
            return switch (result) {
                case AuditVerifier.Result.Intact(long seals, long sealedRows, long unsealed) ->
                    new Verification(true, seals, sealedRows, unsealed, null, null);
                case AuditVerifier.Result.Broken(long position, String what) ->
                    new Verification(false, null, null, null, position, what);
            };
        }
    }

    /// @param knownSeal the newest seal that the caller has seen, of an earlier verification or the service's log: what
    ///     was cut off at the end of the log shows only so
    @GetMapping("/v1/operator/audit/verification")
    Verification verify(@RequestParam(defaultValue = "0") long knownSeal) {
        if (knownSeal < 0) {
            throw new ProblemException(ProblemType.INVALID_FIELD, "A seal's number is 1 or more.")
                    .with("field", "knownSeal");
        }
        limits.take("audit-verification", A_MINUTE);
        return Verification.of(verifier.verify(knownSeal));
    }
}
