package vn.kyso.cades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import vn.kyso.cades.TimestampInvalidException.Fault;

final class TimestampVerifierTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestCa ca = new TestCa("Root");
    private final TestCa.Holder tsa = ca.timestamper();
    private final TimestampVerifier verifier =
            new TimestampVerifier(List.of(ca.root()), Clock.fixed(TestCa.NOW, ZoneOffset.UTC), MINUTE);
    private final TimestampRequest request = TimestampRequest.of(Certificates.sha256(new byte[] {1}), null);

    @Test
    void believesAFreshTokenOfATrustedTsa() throws TimestampInvalidException {
        VerifiedTimestamp verified = verifier.verifyFresh(fresh(), request);
        assertThat(verified.genTime()).isEqualTo(TestCa.NOW);
        assertThat(verified.chain()).containsExactly(tsa.certificate(), ca.root());
    }

    @Test
    void refusesTheAnswerToAnotherRequest() throws TimestampInvalidException {
        TimestampToken token = fresh();
        refuses(
                Fault.NONCE,
                () -> verifier.verifyFresh(token, TimestampRequest.of(request.imprint(), null)));
        refuses(
                Fault.IMPRINT,
                () -> verifier.verifyFresh(token, TimestampRequest.of(Certificates.sha256(new byte[] {2}), null)));
        refuses(Fault.IMPRINT, () -> verifier.verify(token, new byte[32]));
    }

    @Test
    void refusesATimeASecondBeyondTheTolerance() throws TimestampInvalidException {
        TimestampToken late =
                request.tokenIn(TestCa.stamp(tsa, request.der(), TestCa.NOW.plus(MINUTE).plusSeconds(1)));
        TimestampToken early =
                request.tokenIn(TestCa.stamp(tsa, request.der(), TestCa.NOW.minus(MINUTE).minusSeconds(1)));
        refuses(Fault.TIME, () -> verifier.verifyFresh(late, request));
        refuses(Fault.TIME, () -> verifier.verify(late, request.imprint()));
        refuses(Fault.TIME, () -> verifier.verifyFresh(early, request));
        assertThat(verifier.verify(early, request.imprint()).genTime()).isBefore(TestCa.NOW);
    }

    @Test
    void refusesATsaOfAnotherRoot() throws TimestampInvalidException {
        TimestampToken foreign =
                request.tokenIn(TestCa.stamp(new TestCa("Other").timestamper(), request.der(), TestCa.NOW));
        refuses(Fault.CHAIN, () -> verifier.verifyFresh(foreign, request));
    }

    @Test
    void refusesAPolicyOtherThanTheOneAskedFor() {
        TimestampRequest demanding = TimestampRequest.of(request.imprint(), "1.2.3.5");
        assertThatThrownBy(() -> demanding.tokenIn(TestCa.stamp(tsa, request.der(), TestCa.NOW)))
                .isInstanceOf(TimestampInvalidException.class);
    }

    @Test
    void everyFlippedByteIsRefused() throws TimestampInvalidException {
        byte[] der = fresh().der();
        for (int i = 0; i < der.length; i++) {
            byte[] altered = der.clone();
            altered[i] ^= 1;
            try {
                VerifiedTimestamp verified = verifier.verify(TimestampToken.of(altered), request.imprint());
                // What no signature covers (the order of the certificates, unsigned parts) may differ, never the time.
                assertThat(verified.genTime()).as("byte %d", i).isEqualTo(TestCa.NOW);
                assertThat(verified.chain()).containsExactly(tsa.certificate(), ca.root());
            } catch (TimestampInvalidException e) {
                assertThat(e.fault()).isNotNull();
            }
        }
    }

    private TimestampToken fresh() throws TimestampInvalidException {
        return request.tokenIn(TestCa.stamp(tsa, request.der(), TestCa.NOW));
    }

    private static void refuses(Fault fault, ThrowingCallable check) {
        assertThatThrownBy(check)
                .isInstanceOfSatisfying(
                        TimestampInvalidException.class, e -> assertThat(e.fault()).isEqualTo(fault));
    }
}
