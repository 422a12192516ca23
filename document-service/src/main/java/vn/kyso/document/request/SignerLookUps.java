package vn.kyso.document.request;

import java.util.Map;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.RateLimits;
import vn.kyso.frame.Requester;

/// A request that is refused once its signer was looked up tells whether there is such a signer, and how their
/// certificates are: it is a look-up that makes no phone ring. So it is limited and audited as one; this must not
/// become a directory of citizens.
@Component
class SignerLookUps {
    private static final int FAILURES_OF_OURS = 500;

    private final RateLimits limits;
    private final AuditLog audit;
    private final int perMinute;

    SignerLookUps(RateLimits limits, AuditLog audit, RequestSettings settings) {
        this.limits = limits;
        this.audit = audit;
        this.perMinute = settings.refusalsPerMinute();
    }

    /// Counts and notes a refusal; outside any transaction.
    ///
    /// @throws ProblemException `rate-limited` in its place where the tenant has had too many
    void refused(Requester requester, SignerRef signer, ProblemException refusal) {
        if (refusal.type().status() >= FAILURES_OF_OURS) {
            return;
        }
        limits.take("sign-request-refused:" + requester.tenant(), perMinute);
        audit.record(
                "certificates-looked-up",
                signer.value(),
                "requester:" + requester.subject(),
                requester.tenant(),
                Map.of("refused", refusal.type().code()));
    }
}
