package vn.kyso.pades;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import vn.kyso.cades.CrlCheck;
import vn.kyso.cades.OcspCheck;
import vn.kyso.cades.RevocationInvalidException;
import vn.kyso.cades.RevocationStatus;
import vn.kyso.pades.verify.NotAPdfException;
import vn.kyso.pades.verify.SignedPdfVerifier;
import vn.kyso.pades.verify.StatusSource;
import vn.kyso.pades.verify.Verification;
import vn.kyso.testkit.TestPki;

/// Verifies with the test PKI's root as the only anchor, and its responder and lists within reach.
final class Verifying {
    private Verifying() {}

    static Verification verified(TestPki pki, byte[] document) {
        return verified(document, List.of(pki.root()), status(pki));
    }

    static Verification verified(byte[] document, List<X509Certificate> anchors, StatusSource statuses) {
        try {
            return new SignedPdfVerifier(anchors, statuses, InstantSource.system(), Duration.ofMinutes(5))
                    .verify(PdfSource.of(document));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NotAPdfException e) {
            throw new AssertionError(e);
        }
    }

    static StatusSource status(TestPki pki) {
        InstantSource clock = InstantSource.system();
        return (certificate, issuer) -> {
            try {
                RevocationStatus status = issuer.equals(pki.root())
                        ? new CrlCheck(issuer).verify(pki.crls().getFirst(), certificate, clock.instant())
                        : new OcspCheck(certificate, issuer)
                                .verify(pki.ocsp(certificate), clock.instant(), Duration.ofMinutes(5), null);
                return Optional.of(status);
            } catch (RevocationInvalidException e) {
                throw new AssertionError(e);
            }
        };
    }

    /// All that was said, for whoever reads a failed test.
    static String text(Verification verification) {
        return verification.outcome() + " " + verification.findings()
                + verification.signatures().stream()
                        .map(s -> "\n" + s.field() + " " + s.indication() + " " + s.level() + " " + s.findings() + " "
                                + s.coverage().changesAfter())
                        .collect(Collectors.joining());
    }
}
