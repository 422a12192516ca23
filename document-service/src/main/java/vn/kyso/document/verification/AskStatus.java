package vn.kyso.document.verification;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kyso.cades.RevocationStatus;
import vn.kyso.document.sealing.FetchStatus;
import vn.kyso.document.sealing.StatusCalls;
import vn.kyso.document.sealing.StatusUnavailableException;
import vn.kyso.pades.verify.StatusSource;

/// Asks responders and lists, through the egress port, with the calls and the time that one file has. For one
/// verification.
final class AskStatus implements StatusSource {
    private static final Logger LOG = LoggerFactory.getLogger(AskStatus.class);

    private final FetchStatus fetch;
    private final StatusCalls calls;

    AskStatus(FetchStatus fetch, StatusCalls calls) {
        this.fetch = fetch;
        this.calls = calls;
    }

    @Override
    public Optional<RevocationStatus> ask(X509Certificate certificate, X509Certificate issuer) {
        try {
            return Optional.of(fetch.fresh(certificate, issuer, calls).status());
        } catch (StatusUnavailableException e) {
            LOG.info("The status of a certificate to be verified can't be had: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
