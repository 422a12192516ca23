package vn.kyso.certificate.status;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

/// What another CA says about its certificate, asked where the certificate says to ask: by OCSP, or else by its
/// list. Only answers that the CA or its delegate signed count.
final class OtherAuthorities {
    private static final Logger LOG = LoggerFactory.getLogger(OtherAuthorities.class);
    /// Between their clock and ours.
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    /// Of each kind; a certificate that names more is not asked about everywhere.
    private static final int LONGEST_LIST = 16 << 20;

    private final Egress egress;

    OtherAuthorities(Egress egress) {
        this.egress = egress;
    }

    /// Outside any transaction.
    ///
    /// @return empty if nobody gave an answer that counts
    Optional<RevocationState> ask(X509Certificate certificate, X509Certificate issuer, Instant now) {
        RevocationPointers pointers = RevocationPointers.of(certificate);
        OcspCheck check = new OcspCheck(certificate, issuer);
        return first(pointers.ocsp(), uri -> {
                    byte[] nonce = OcspCheck.nonce();
                    byte[] answer = send(EgressRequest.post(
                            EgressRequest.Purpose.PKI, uri, "application/ocsp-request", check.request(nonce)));
                    return check.verify(answer, now, TOLERANCE, nonce);
                })
                .or(() -> first(
                        pointers.crls(),
                        uri -> new CrlCheck(issuer)
                                .verify(
                                        send(EgressRequest.get(EgressRequest.Purpose.PKI, uri)
                                                .atMost(LONGEST_LIST)),
                                        certificate,
                                        now)));
    }

    private interface Question {
        RevocationStatus askAt(URI uri) throws RevocationInvalidException;
    }

    private static Optional<RevocationState> first(List<URI> addresses, Question question) {
        for (URI uri : addresses) {
            try {
                Optional<RevocationState> state = state(question.askAt(uri));
                if (state.isPresent()) {
                    return state;
                }
            } catch (EgressRefusedException | EgressFailedException | RevocationInvalidException e) {
                LOG.info("No status of an imported certificate from {}: {}", uri.getHost(), e.getMessage());
            }
        }
        return Optional.empty();
    }

    private byte[] send(EgressRequest request) {
        EgressResponse response = egress.send(request);
        if (!response.successful()) {
            throw new EgressFailedException("It answered " + response.status(), null);
        }
        return response.body();
    }

    private static Optional<RevocationState> state(RevocationStatus status) {
        return switch (status) {
            case RevocationStatus.Good good -> Optional.of(new RevocationState.Good(good.thisUpdate()));
            case RevocationStatus.Revoked revoked
            when revoked.suspended() -> Optional.of(new RevocationState.Suspended(revoked.revokedAt()));
            case RevocationStatus.Revoked revoked ->
                Optional.of(new RevocationState.Revoked(revoked.revokedAt(), reason(revoked.reason())));
            case RevocationStatus.Unknown unknown -> Optional.empty();
        };
    }

    /// Reasons that subscribers of this CA don't have count as none.
    private static RevocationReason reason(int code) {
        return Arrays.stream(RevocationReason.values())
                .filter(reason -> reason.code() == code)
                .findFirst()
                .orElse(RevocationReason.UNSPECIFIED);
    }
}
