package vn.kyso.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vn.kyso.testkit.Altered.with;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FurtherDeviceTest {
    @TestFactory
    List<DynamicTest> agreesWithTheVectorsOfASecondImplementation() throws IOException {
        try (InputStream json = FurtherDeviceTest.class.getResourceAsStream("/further-device/vectors.json")) {
            JsonNode vectors = JsonMapper.builder().build().readTree(Objects.requireNonNull(json));
            assertThat(vectors).hasSizeGreaterThan(2);
            return vectors.valueStream()
                    .map(v -> DynamicTest.dynamicTest(v.path("name").asString(), () -> {
                        FurtherDevice what = new FurtherDevice(
                                v.path("rpId").asString(),
                                v.path("deviceId").asString(),
                                v.path("nonce").asString(),
                                v.path("codeKeyThumbprint").asString());
                        assertThat(HexFormat.of().formatHex(what.encoded()))
                                .isEqualTo(v.path("encoded").asString());
                        assertThat(Base64Url.encode(what.digest()))
                                .isEqualTo(v.path("digest").asString());
                    }))
                    .toList();
        }
    }

    @Test
    void everyFieldChangesTheDigest() {
        FurtherDevice one = sample();
        List<FurtherDevice> variants = List.of(
                one,
                with(one, "rpId", "other.example"),
                with(one, "deviceId", "device-2"),
                with(one, "nonce", Samples.digest("other nonce")),
                with(one, "codeKeyThumbprint", Samples.digest("other key")),
                with(with(one, "nonce", one.codeKeyThumbprint()), "codeKeyThumbprint", one.nonce()));
        Set<String> digests = new HashSet<>();
        variants.forEach(v -> digests.add(Base64Url.encode(v.digest())));
        assertThat(digests).hasSameSizeAs(variants);
    }

    @Test
    void refusesWhatIsMissingOrHasAnotherLength() {
        FurtherDevice one = sample();
        assertThatIllegalArgumentException().isThrownBy(() -> with(one, "rpId", " "));
        assertThatIllegalArgumentException().isThrownBy(() -> with(one, "deviceId", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> with(one, "nonce", "AAAA"));
        assertThatIllegalArgumentException().isThrownBy(() -> with(one, "codeKeyThumbprint", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> with(one, "codeKeyThumbprint", one.nonce() + "="));
    }

    private static FurtherDevice sample() {
        return new FurtherDevice("sign.example", "device-1", Samples.digest("nonce"), Samples.digest("key"));
    }
}
