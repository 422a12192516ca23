package vn.kyso.document.verification;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.kyso.cades.RevocationStatus;
import vn.kyso.document.sealing.FetchStatus;
import vn.kyso.document.sealing.StatusUnavailableException;
import vn.kyso.pades.verify.StatusSource;

/// Asks responders and lists, through the egress port, but only so often for one file. For one verification.
final class AskStatus implements StatusSource {
    private static final Logger LOG = LoggerFactory.getLogger(AskStatus.class);

    private final FetchStatus fetch;
    private int left;

    AskStatus(FetchStatus fetch, int atMost) {
        this.fetch = fetch;
        this.left = atMost;
    }

    @Override
    public Optional<RevocationStatus> ask(X509Certificate certificate, X509Certificate issuer) {
        if (left <= 0) {
            return Optional.empty();
        }
        left--;
        try {
            return Optional.of(fetch.fresh(certificate, issuer).status());
        } catch (StatusUnavailableException e) {
            LOG.info("The status of a certificate to be verified can't be had: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
