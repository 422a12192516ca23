package vn.kyso.certificate.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.kyso.certificate.status.CertificateView.Standing;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.signer.UserId;
import vn.kyso.testkit.TestKeys;
import vn.kyso.testkit.TestPki;

/// The first and the last moment of a certificate, and what the look-up says before and after.
class CertificateViewTest {
    private static final TestPki PKI = TestPki.now();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Instant from = PKI.p256().certificate().getNotBefore().toInstant();
    private final Instant until = PKI.p256().certificate().getNotAfter().toInstant();

    @Test
    void oneSecondBeforeItsValidityItCannotSign() {
        assertHindered(
                CertificateView.of(good(), from.minus(SECOND)), Standing.NOT_YET_VALID, "certificate-not-yet-valid");
    }

    @Test
    void fromItsFirstToItsLastSecondItCan() {
        for (Instant at : List.of(from, until)) {
            CertificateView view = CertificateView.of(good(), at);
            assertThat(view.status()).isEqualTo(Standing.VALID);
            assertThat(view.canSign()).isTrue();
            assertThat(view.whyNot()).isNull();
        }
    }

    @Test
    void oneSecondAfterItsValidityItCannotSign() {
        assertHindered(CertificateView.of(good(), until.plus(SECOND)), Standing.EXPIRED, "certificate-expired");
    }

    @Test
    void whatCannotBeUndoneCountsFirst() {
        var revoked = certificate(new RevocationState.Revoked(from, RevocationReason.KEY_COMPROMISE), "credential-1");
        assertHindered(CertificateView.of(revoked, until.plus(SECOND)), Standing.REVOKED, "certificate-revoked");
        var suspended = certificate(new RevocationState.Suspended(from), "credential-1");
        assertHindered(CertificateView.of(suspended, from), Standing.SUSPENDED, "certificate-suspended");
        assertHindered(CertificateView.of(suspended, until.plus(SECOND)), Standing.EXPIRED, "certificate-expired");
    }

    private static void assertHindered(CertificateView view, Standing standing, String whyNot) {
        assertThat(view.status()).isEqualTo(standing);
        assertThat(view.canSign()).isFalse();
        assertThat(view.whyNot()).isEqualTo(whyNot);
    }

    private SubscriberCertificate good() {
        return certificate(new RevocationState.Good(from), "credential-1");
    }

    private static SubscriberCertificate certificate(RevocationState state, @Nullable String credentialId) {
        UserId userId = UserId.parse("ICA.001099012345", List.of("ICA")).orElseThrow();
        return new SubscriberCertificate(
                userId,
                SignerRef.of(userId.value(), TestKeys.signerKey()),
                credentialId,
                true,
                "Nguyễn Thị Hường",
                "Kyso Issuing CA",
                "p256",
                PKI.p256().chain(),
                state,
                null,
                1);
    }
}
