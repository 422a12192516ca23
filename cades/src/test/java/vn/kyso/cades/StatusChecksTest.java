package vn.kyso.cades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Date;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.junit.jupiter.api.Test;
import vn.kyso.cades.RevocationInvalidException.Fault;

final class StatusChecksTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestCa ca = new TestCa("Root");
    private final TestCa.Holder signer = ca.signer("EC", 256);
    private final TestCa.Holder responder = ca.responder();
    private final OcspCheck ocsp = new OcspCheck(signer.certificate(), ca.root());
    private final CrlCheck crl = new CrlCheck(ca.root());

    @Test
    void believesADelegatedResponderAndTheIssuerItself() throws RevocationInvalidException {
        assertThat(ocsp.verify(answer(responder, CertificateStatus.GOOD), TestCa.NOW, MINUTE, null))
                .isInstanceOf(RevocationStatus.Good.class);
        assertThat(ocsp.verify(answer(ca.rootHolder(), CertificateStatus.GOOD), TestCa.NOW, MINUTE, null))
                .isInstanceOf(RevocationStatus.Good.class);
    }

    @Test
    void tellsASuspensionFromARevocation() throws RevocationInvalidException {
        Date since = Date.from(TestCa.NOW.minus(DAY));
        var revoked = ocsp.verify(answer(responder, new RevokedStatus(since, 1)), TestCa.NOW, MINUTE, null);
        var held = ocsp.verify(answer(responder, new RevokedStatus(since, 6)), TestCa.NOW, MINUTE, null);
        assertThat(((RevocationStatus.Revoked) revoked).suspended()).isFalse();
        assertThat(((RevocationStatus.Revoked) held).suspended()).isTrue();
    }

    @Test
    void refusesAResponderWhomTheIssuerHasNotEntrusted() {
        refuses(Fault.RESPONDER, () -> verify(answer(ca.signer("EC", 256), CertificateStatus.GOOD)));
        refuses(Fault.RESPONDER, () -> verify(answer(new TestCa("Root").responder(), CertificateStatus.GOOD)));
    }

    @Test
    void refusesAnAnswerAboutAnotherCertificate() {
        byte[] aboutOther = ca.answer(
                new OcspCheck(ca.signer("EC", 256).certificate(), ca.root()).request(null),
                responder,
                CertificateStatus.GOOD,
                TestCa.NOW,
                TestCa.NOW.plus(DAY));
        refuses(Fault.OTHER_CERTIFICATE, () -> verify(aboutOther));
    }

    @Test
    void refusesAnAnswerASecondAfterItsNextUpdate() throws RevocationInvalidException {
        byte[] response = answer(responder, CertificateStatus.GOOD);
        assertThat(ocsp.verify(response, TestCa.NOW.plus(DAY), MINUTE, null)).isInstanceOf(RevocationStatus.Good.class);
        refuses(Fault.STALE, () -> ocsp.verify(response, TestCa.NOW.plus(DAY).plusSeconds(1), MINUTE, null));
        refuses(Fault.STALE, () -> ocsp.verify(response, TestCa.NOW.minus(MINUTE).minusSeconds(1), MINUTE, null));
    }

    @Test
    void refusesTheAnswerToAnotherRequest() throws RevocationInvalidException {
        byte[] nonce = OcspCheck.nonce();
        byte[] response = ca.answer(
                ocsp.request(nonce), responder, CertificateStatus.GOOD, TestCa.NOW, TestCa.NOW.plus(DAY));
        assertThat(ocsp.verify(response, TestCa.NOW, MINUTE, nonce)).isInstanceOf(RevocationStatus.Good.class);
        refuses(Fault.NONCE, () -> ocsp.verify(response, TestCa.NOW, MINUTE, OcspCheck.nonce()));
    }

    @Test
    void everyFlippedByteOfAnAnswerIsRefusedOrChangesNothing() {
        byte[] response = answer(responder, new RevokedStatus(Date.from(TestCa.NOW.minus(DAY)), 1));
        for (int i = 0; i < response.length; i++) {
            byte[] altered = response.clone();
            altered[i] ^= 1;
            try {
                assertThat(ocsp.verify(altered, TestCa.NOW, MINUTE, null))
                        .as("byte %d", i)
                        .isInstanceOf(RevocationStatus.Revoked.class);
            } catch (RevocationInvalidException e) {
                assertThat(e.fault()).isNotNull();
            }
        }
    }

    @Test
    void looksACertificateUpInItsIssuersList() throws RevocationInvalidException {
        byte[] empty = ca.crl(null, 0, TestCa.NOW, TestCa.NOW.plus(DAY));
        byte[] listed = ca.crl(signer.certificate(), TestCa.hold(), TestCa.NOW, TestCa.NOW.plus(DAY));
        assertThat(crl.verify(empty, signer.certificate(), TestCa.NOW)).isInstanceOf(RevocationStatus.Good.class);
        assertThat(((RevocationStatus.Revoked) crl.verify(listed, signer.certificate(), TestCa.NOW)).suspended())
                .isTrue();
    }

    @Test
    void refusesAnotherIssuersListAnOldOneAndAnAlteredOne() {
        byte[] list = ca.crl(null, 0, TestCa.NOW, TestCa.NOW.plus(DAY));
        byte[] others = new TestCa("Root").crl(null, 0, TestCa.NOW, TestCa.NOW.plus(DAY));
        byte[] altered = list.clone();
        altered[altered.length - 1] ^= 1;
        refuses(Fault.SIGNATURE, () -> crl.verify(others, signer.certificate(), TestCa.NOW));
        refuses(Fault.SIGNATURE, () -> crl.verify(altered, signer.certificate(), TestCa.NOW));
        refuses(
                Fault.STALE,
                () -> crl.verify(list, signer.certificate(), TestCa.NOW.plus(DAY).plusSeconds(1)));
    }

    private byte[] answer(TestCa.Holder by, @org.jspecify.annotations.Nullable CertificateStatus status) {
        return ca.answer(ocsp.request(null), by, status, TestCa.NOW, TestCa.NOW.plus(DAY));
    }

    private RevocationStatus verify(byte[] response) throws RevocationInvalidException {
        return ocsp.verify(response, TestCa.NOW, MINUTE, null);
    }

    private static void refuses(Fault fault, ThrowingCallable check) {
        assertThatThrownBy(check)
                .isInstanceOfSatisfying(
                        RevocationInvalidException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }
}
