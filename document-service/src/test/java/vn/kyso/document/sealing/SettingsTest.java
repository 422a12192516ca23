package vn.kyso.document.sealing;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final URI TSA = URI.create("http://localhost:8082/pki/tsa");
    private static final URI PKI = URI.create("https://pki.example.vn/pki");

    @Test
    void takesATsaWithAPolicyOrWithout() {
        assertThatNoException().isThrownBy(() -> new TsaSettings(TSA, null, MINUTE, Duration.ZERO));
        assertThatNoException().isThrownBy(() -> new TsaSettings(TSA, "1.2.3", Duration.ofMillis(1), MINUTE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://tsa.example/", "tsa.example", "/pki/tsa", "http:///tsa"})
    void refusesATsaThatIsNoWebAddress(String url) {
        refused("kyso.tsa: url is an http or https address", URI.create(url), null, MINUTE, MINUTE);
    }

    @Test
    void refusesWhatNoTsaCanKeep() {
        refused("kyso.tsa: policy is an object identifier", TSA, "any", MINUTE, MINUTE);
        refused("kyso.tsa: timeout", TSA, null, Duration.ZERO, MINUTE);
        refused("kyso.tsa: timeout", TSA, null, MINUTE.plusMillis(1), MINUTE);
        refused("kyso.tsa: tolerance", TSA, null, MINUTE, Duration.ofMillis(-1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://pki.example.vn/pki/", "/pki", "pki.example.vn", "http://pki.example.vn/pki?a=b"})
    void refusesAPlaceOfStatusThatNoAddressBeginsWith(String address) {
        URI base = URI.create(address);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PkiSettings(base, PKI, List.of(), MINUTE, MINUTE))
                .withMessageStartingWith("kyso.pki.base-url is");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PkiSettings(PKI, base, List.of(), MINUTE, MINUTE))
                .withMessageStartingWith("kyso.pki.internal-url is");
    }

    @Test
    void refusesTimesOfStatusThatMakeNoSense() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PkiSettings(PKI, PKI, List.of(), Duration.ofMillis(-1), MINUTE))
                .withMessageStartingWith("kyso.pki.clock-tolerance");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PkiSettings(PKI, PKI, List.of(), MINUTE, Duration.ofMillis(-1)))
                .withMessageStartingWith("kyso.pki.cache-at-most");
    }

    private static void refused(String why, URI url, @Nullable String policy, Duration timeout, Duration tolerance) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TsaSettings(url, policy, timeout, tolerance))
                .withMessageStartingWith(why);
    }
}
