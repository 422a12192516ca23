package vn.kyso.certificate.status;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.ServiceApi;

/// For services whose projection of `certificate-changed` lacks something: the same state, asked for once. The
/// `ETag` is the version of the event that said it last.
@RestController
@ServiceApi({Service.DOCUMENT, Service.SIGNING})
class InternalCertificateController {
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final SubscriberCertificates certificates;
    private final CertificateEvents events;
    private final InstantSource clock;

    InternalCertificateController(SubscriberCertificates certificates, CertificateEvents events, InstantSource clock) {
        this.certificates = certificates;
        this.events = events;
        this.clock = clock;
    }

    @GetMapping("/v1/internal/certificates/{digest}")
    ResponseEntity<CertificateState> byDigest(@PathVariable String digest) {
        SubscriberCertificate certificate = certificates
                .byDigest(digest)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.CERTIFICATE_NOT_FOUND, "No certificate with this digest is known."));
        return ResponseEntity.ok()
                .eTag(Long.toString(certificate.version()))
                .body(events.stateOf(certificate, clock.instant()));
    }

    @GetMapping("/v1/internal/certificates")
    OfSigner bySigner(@RequestParam String signer) {
        if (!REFERENCE.matcher(signer).matches()) {
            throw new ProblemException(ProblemType.INVALID_FIELD, "Not a signer reference.").with("field", "signer");
        }
        Instant now = clock.instant();
        return new OfSigner(certificates.ofSigner(new SignerRef(signer)).stream()
                .map(certificate -> events.stateOf(certificate, now))
                .toList());
    }

    record OfSigner(List<CertificateState> certificates) {}
}
