package vn.kyso.certificate.status;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.certificate.subscriber.Subscribers;
import vn.kyso.contracts.signer.UserId;
import vn.kyso.frame.AuditLog;
import vn.kyso.frame.Operator;
import vn.kyso.frame.OperatorApi;
import vn.kyso.frame.RateLimits;
import vn.kyso.frame.Requester;
import vn.kyso.frame.RequesterApi;

/// A signer's certificates, for whoever is about to ask for a signature (step 2 of the signing cycle). Every
/// look-up is counted and audited, also one that finds nobody.
@RestController
class LookUpController {
    private final Subscribers subscribers;
    private final SubscriberCertificates certificates;
    private final RateLimits limits;
    private final AuditLog audit;
    private final StatusProperties properties;
    private final InstantSource clock;

    LookUpController(
            Subscribers subscribers,
            SubscriberCertificates certificates,
            RateLimits limits,
            AuditLog audit,
            StatusProperties properties,
            InstantSource clock) {
        this.subscribers = subscribers;
        this.certificates = certificates;
        this.limits = limits;
        this.audit = audit;
        this.properties = properties;
        this.clock = clock;
    }

    @GetMapping("/v1/certificates")
    @RequesterApi(scope = "certificates:read")
    ResponseEntity<OfUser> byRequester(@RequestParam String userId, Requester requester) {
        limits.take("certificate-look-up:" + requester.tenant(), properties.lookUpsPerMinute());
        return lookUp(userId, "requester:" + requester.subject(), requester.tenant());
    }

    @GetMapping("/v1/operator/certificates")
    @OperatorApi
    ResponseEntity<OfUser> byOperator(@RequestParam String userId, Operator operator) {
        return lookUp(userId, "operator:" + operator.name(), "");
    }

    private ResponseEntity<OfUser> lookUp(String typed, String actor, String tenant) {
        UserId userId = subscribers.userId(typed);
        Instant now = clock.instant();
        List<CertificateView> found = certificates.ofUser(userId).stream()
                .map(certificate -> CertificateView.of(certificate, now))
                .toList();
        audit.record(
                "certificates-looked-up",
                subscribers.refOf(userId).value(),
                actor,
                tenant,
                Map.of("found", Integer.toString(found.size())));
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new OfUser(subscribers.require(typed).userId().value(), found));
    }

    record OfUser(String userId, List<CertificateView> certificates) {}
}
