package vn.kyso.signing.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import vn.kyso.cades.Certificates;
import vn.kyso.testkit.TestPki;

class TsaPropertiesTest {
    private static final URI URL = URI.create("http://localhost:8082/pki/tsa");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void readsItsRoots() {
        TestPki pki = TestPki.now();
        String root = Base64.getEncoder().encodeToString(Certificates.der(pki.root()));
        MockEnvironment environment = new MockEnvironment()
                .withProperty("kyso.tsa.url", URL.toString())
                .withProperty("kyso.tsa.anchors", root);
        TsaProperties bound =
                Binder.get(environment).bind("kyso.tsa", TsaProperties.class).get();
        assertThat(bound.roots()).containsExactly(pki.root());
        assertThat(bound.timeout()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void refusesWhatIsNoRoot() {
        for (String anchor : List.of("", "not base64!", "AAAA")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TsaProperties(URL, List.of(anchor), null, SECOND, SECOND))
                    .withMessageStartingWith("kyso.tsa.anchors holds what is no certificate");
        }
    }

    @Test
    void refusesWhatNoTimestampSourceIsMadeOf() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TsaProperties(URI.create("tsa"), List.of(), null, SECOND, SECOND))
                .withMessageStartingWith("kyso.tsa: url is");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TsaProperties(URL, List.of(), "any", SECOND, SECOND))
                .withMessageStartingWith("kyso.tsa: policy is");
    }
}
