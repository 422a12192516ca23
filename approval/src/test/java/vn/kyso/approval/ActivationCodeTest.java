package vn.kyso.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ActivationCodeTest {
    private static final byte[] CHALLENGE = "challenge".getBytes(StandardCharsets.UTF_8);
    private static final byte[] ATTESTATION = "attestation".getBytes(StandardCharsets.UTF_8);

    @RepeatedTest(20)
    void isReadHoweverItIsTyped() {
        ActivationCode code = ActivationCode.random();
        assertThat(code.typed()).matches("([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}");
        assertThat(ActivationCode.parse(code.typed())).contains(code);
        assertThat(ActivationCode.parse(code.typed().toLowerCase(Locale.ROOT).replace("-", " ")))
                .contains(code);
        assertThat(ActivationCode.parse(
                        "  " + code.typed().replace("-", "").replace('1', 'l').replace('0', 'O')))
                .contains(code);
    }

    @Test
    void refusesWhatCanNotBeACode() {
        assertThat(ActivationCode.parse("")).isEmpty();
        assertThat(ActivationCode.parse("7KQ2-9DMX-0000-0000-000")).isEmpty();
        assertThat(ActivationCode.parse("7KQ2-9DMX-0000-0000-00000")).isEmpty();
        assertThat(ActivationCode.parse("7KQ2-9DMX-0000-0000-000U")).isEmpty();
        assertThat(ActivationCode.parse("7KQ2-9DMX-0000-0000-000đ")).isEmpty();
    }

    /// HKDF and HMAC computed with another implementation, so that a phone in another language can be held against it.
    @Test
    void derivesTheKeyAndTheProofOfTheVector() {
        ActivationCode code = ActivationCode.parse("7KQ2-9DMX-ABCD-EFGH-JKMN").orElseThrow();
        assertThat(code.activationId()).isEqualTo("7KQ29DM");
        assertThat(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(code.key().encoded()))
                .isEqualTo("rItzajMTv9zQ2NR18yFkLvQLCfd1zNwvPz0C0u0Xe5I");
        assertThat(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(code.key().mac("thumbprint", CHALLENGE, ATTESTATION)))
                .isEqualTo("3fppczXgCBZkcbjXtbHxDItMvH0eIrGi44cLa9hjnoU");
    }

    @Test
    void provesOnlyWhatItWasMadeFor() {
        ActivationCode code = ActivationCode.random();
        ActivationKey kept = ActivationKey.of(code.key().encoded());
        byte[] mac = code.key().mac("thumbprint", CHALLENGE, ATTESTATION);

        assertThat(kept.proves(mac, "thumbprint", CHALLENGE, ATTESTATION)).isTrue();
        assertThat(kept.proves(mac, "other", CHALLENGE, ATTESTATION)).isFalse();
        assertThat(kept.proves(mac, "thumbprint", ATTESTATION, ATTESTATION)).isFalse();
        assertThat(kept.proves(mac, "thumbprint", CHALLENGE, CHALLENGE)).isFalse();
        assertThat(kept.proves(new byte[32], "thumbprint", CHALLENGE, ATTESTATION))
                .isFalse();
        assertThat(ActivationCode.random().key().proves(mac, "thumbprint", CHALLENGE, ATTESTATION))
                .isFalse();
    }

    @Test
    void keepsItsSecretOutOfText() {
        ActivationCode code = ActivationCode.random();
        String secret = code.typed().replace("-", "").substring(7);
        assertThat(code.toString().replace("-", "")).doesNotContain(secret);
        assertThat(Objects.toString(code.key())).contains("redacted");
    }
}
