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

class ConsentWithoutCodeTest {
    @TestFactory
    List<DynamicTest> agreesWithTheVectorsOfASecondImplementation() throws IOException {
        try (InputStream json = ConsentWithoutCodeTest.class.getResourceAsStream("/consent/vectors.json")) {
            JsonNode vectors = JsonMapper.builder().build().readTree(Objects.requireNonNull(json));
            assertThat(vectors).hasSizeGreaterThan(2);
            return vectors.valueStream()
                    .map(v -> DynamicTest.dynamicTest(v.path("name").asString(), () -> {
                        ConsentWithoutCode what = new ConsentWithoutCode(
                                v.path("rpId").asString(),
                                v.path("deviceId").asString(),
                                v.path("tenant").asString(),
                                v.path("nonce").asString());
                        assertThat(HexFormat.of().formatHex(what.encoded()))
                                .isEqualTo(v.path("encoded").asString());
                        assertThat(Base64Url.encode(what.digest()))
                                .isEqualTo(v.path("digest").asString());
                    }))
                    .toList();
        }
    }

    @Test
    void everyFieldChangesTheDigestAndNoOtherConfirmationHasIt() {
        ConsentWithoutCode one = sample();
        Set<String> digests = new HashSet<>();
        List.of(
                        one.digest(),
                        with(one, "rpId", "other.example").digest(),
                        with(one, "deviceId", "device-2").digest(),
                        with(one, "tenant", "demo2").digest(),
                        with(one, "nonce", Samples.digest("other nonce")).digest(),
                        with(with(one, "deviceId", "demo"), "tenant", "device-1")
                                .digest(),
                        new FurtherDevice(one.rpId(), one.deviceId(), one.nonce(), one.nonce()).digest())
                .forEach(digest -> digests.add(Base64Url.encode(digest)));
        assertThat(digests).hasSize(7);
    }

    @Test
    void refusesWhatIsMissingOrHasAnotherLength() {
        ConsentWithoutCode one = sample();
        for (String field : List.of("rpId", "deviceId", "tenant")) {
            assertThatIllegalArgumentException().isThrownBy(() -> with(one, field, " "));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> with(one, "nonce", "AAAA"));
    }

    private static ConsentWithoutCode sample() {
        return new ConsentWithoutCode("sign.example", "device-1", "demo", Samples.digest("nonce"));
    }
}
