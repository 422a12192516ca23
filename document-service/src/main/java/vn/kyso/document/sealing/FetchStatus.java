package vn.kyso.document.sealing;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.kyso.cades.CrlCheck;
import vn.kyso.cades.OcspCheck;
import vn.kyso.cades.RevocationInvalidException;
import vn.kyso.cades.RevocationPointers;
import vn.kyso.cades.RevocationStatus;
import vn.kyso.frame.Egress;
import vn.kyso.frame.EgressFailedException;
import vn.kyso.frame.EgressRefusedException;
import vn.kyso.frame.EgressRequest;
import vn.kyso.frame.EgressResponse;

/// Asks for certificates' status where the certificates themselves say: responders first (RFC 6960), then lists (RFC
/// 5280). Never in a transaction.
@Component
public class FetchStatus {
    private static final Logger LOG = LoggerFactory.getLogger(FetchStatus.class);
    private static final int MAX_CRL_BYTES = 16 << 20;

    /// For one certificate by itself: two responders and two lists of ten seconds each.
    private static final int CALLS = 2 * RevocationPointers.MOST;

    private static final Duration TIME = Duration.ofSeconds(40);

    /// CAs and TSAs that are kept; there are never many, and strangers must not fill the heap with them.
    private static final int MAX_KEPT = 256;

    private final Egress egress;
    private final InstantSource clock;
    private final PkiSettings settings;
    private final Map<X509Certificate, Kept> kept = new ConcurrentHashMap<>();

    FetchStatus(Egress egress, InstantSource clock, PkiSettings settings) {
        this.egress = egress;
        this.clock = clock;
        this.settings = settings;
    }

    private record Kept(CertificateStatus status, Instant until) {}

    /// The status now: asked for just now, by a nonce where the responder takes one.
    public CertificateStatus fresh(X509Certificate certificate, X509Certificate issuer)
            throws StatusUnavailableException {
        return fresh(certificate, issuer, new StatusCalls(CALLS, clock.instant().plus(TIME), clock));
    }

    /// The same, with no more calls and time than are left for several certificates together.
    public CertificateStatus fresh(X509Certificate certificate, X509Certificate issuer, StatusCalls calls)
            throws StatusUnavailableException {
        List<String> failures = new ArrayList<>();
        RevocationPointers pointers = RevocationPointers.of(certificate);
        for (URI responder : pointers.ocsp()) {
            Optional<CertificateStatus> answer = ask(responder, certificate, issuer, calls, failures);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        for (URI list : pointers.crls()) {
            Optional<CertificateStatus> answer = lookUp(list, certificate, issuer, calls, failures);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new StatusUnavailableException("No status of " + certificate.getSubjectX500Principal() + ": "
                + (failures.isEmpty() ? "it names neither responder nor list" : String.join("; ", failures)));
    }

    /// The status of a CA or TSA, which may be an earlier answer that is still in force.
    public CertificateStatus kept(X509Certificate certificate, X509Certificate issuer)
            throws StatusUnavailableException {
        Instant now = clock.instant();
        Kept known = kept.get(certificate);
        if (known != null && now.isBefore(known.until())) {
            return known.status();
        }
        CertificateStatus status = fresh(certificate, issuer);
        Instant next = status.status().nextUpdate();
        Instant longest = now.plus(settings.cacheAtMost());
        if (status.status() instanceof RevocationStatus.Good && next != null) {
            if (kept.size() >= MAX_KEPT) {
                kept.clear();
            }
            kept.put(certificate, new Kept(status, next.isBefore(longest) ? next : longest));
        }
        return status;
    }

    private Optional<CertificateStatus> ask(
            URI responder,
            X509Certificate certificate,
            X509Certificate issuer,
            StatusCalls calls,
            List<String> failures) {
        OcspCheck check = new OcspCheck(certificate, issuer);
        byte[] nonce = OcspCheck.nonce();
        Optional<byte[]> response = send(
                EgressRequest.post(
                                EgressRequest.Purpose.PKI,
                                settings.reached(responder),
                                "application/ocsp-request",
                                check.request(nonce))
                        .withHeader("Accept", "application/ocsp-response"),
                calls,
                failures);
        if (response.isEmpty()) {
            return Optional.empty();
        }
        try {
            RevocationStatus status = check.verify(response.get(), clock.instant(), settings.clockTolerance(), nonce);
            return Optional.of(
                    CertificateStatus.byOcsp(status, response.get(), OcspCheck.certificatesIn(response.get())));
        } catch (RevocationInvalidException e) {
            failures.add(e.getMessage());
            LOG.warn("The answer of {} is not believed", responder, e);
            return Optional.empty();
        }
    }

    private Optional<CertificateStatus> lookUp(
            URI address,
            X509Certificate certificate,
            X509Certificate issuer,
            StatusCalls calls,
            List<String> failures) {
        Optional<byte[]> list = send(
                EgressRequest.get(EgressRequest.Purpose.PKI, settings.reached(address))
                        .atMost(MAX_CRL_BYTES),
                calls,
                failures);
        if (list.isEmpty()) {
            return Optional.empty();
        }
        try {
            RevocationStatus status = new CrlCheck(issuer).verify(list.get(), certificate, clock.instant());
            return Optional.of(CertificateStatus.byCrl(status, list.get()));
        } catch (RevocationInvalidException e) {
            failures.add(e.getMessage());
            LOG.warn("The list at {} is not believed", address, e);
            return Optional.empty();
        }
    }

    private Optional<byte[]> send(EgressRequest request, StatusCalls calls, List<String> failures) {
        EgressRequest allowed = calls.take(request).orElse(null);
        if (allowed == null) {
            failures.add(request + ": no more calls or time are left");
            return Optional.empty();
        }
        try {
            EgressResponse response = egress.send(allowed);
            if (response.successful()) {
                return Optional.of(response.body());
            }
            failures.add(request + " answered " + response.status());
        } catch (EgressFailedException | EgressRefusedException e) {
            failures.add(request + ": " + e.getMessage());
            LOG.warn("No answer to {}", request, e);
        }
        return Optional.empty();
    }
}
