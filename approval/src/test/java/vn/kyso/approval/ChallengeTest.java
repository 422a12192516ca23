package vn.kyso.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vn.kyso.testkit.Altered.with;

import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

class ChallengeTest {
    record Vector(String name, Challenge challenge, String encoded, String digest) {}

    @TestFactory
    List<DynamicTest> agreesWithTheVectorsOfASecondImplementation() throws IOException {
        try (InputStream json = ChallengeTest.class.getResourceAsStream("/challenge/vectors.json")) {
            Vector[] vectors = JsonMapper.builder().build().readValue(Objects.requireNonNull(json), Vector[].class);
            assertThat(vectors).hasSizeGreaterThan(8);
            return List.of(vectors).stream()
                    .map(v -> DynamicTest.dynamicTest(v.name(), () -> {
                        assertThat(HexFormat.of().formatHex(v.challenge().encoded()))
                                .isEqualTo(v.encoded());
                        assertThat(Base64.getUrlEncoder()
                                        .withoutPadding()
                                        .encodeToString(v.challenge().digest()))
                                .isEqualTo(v.digest());
                    }))
                    .toList();
        }
    }

    @Test
    void everyFieldChangesTheDigest() {
        Challenge c = Samples.challenge();
        List<Challenge> variants = new ArrayList<>();
        variants.add(c);
        variants.add(with(c, "rpId", "other.example"));
        variants.add(with(c, "tenant", "other"));
        variants.add(with(c, "requester", "Other"));
        variants.add(with(c, "requestId", "request-2"));
        variants.add(with(c, "nonce", Samples.digest("other nonce")));
        variants.add(with(c, "signer", Samples.digest("other signer")));
        variants.add(with(c, "credentialId", "credential-2"));
        variants.add(with(c, "certificateDigest", Samples.digest("x")));
        variants.add(with(c, "algorithm", "RS256"));
        variants.add(with(c, "deadline", c.deadline().plusMillis(1)));
        variants.add(with(c, "matchCode", "08"));
        variants.add(with(c, "matchCode", ""));
        variants.add(with(c, "matchCode", null));
        ChallengeDocument first = c.documents().getFirst();
        ChallengeDocument second = c.documents().getLast();
        List<List<ChallengeDocument>> lists = List.of(
                List.of(second, first),
                List.of(first),
                List.of(with(first, "documentId", "x"), second),
                List.of(with(first, "name", "x"), second),
                List.of(with(first, "digest", Samples.digest("x")), second),
                List.of(with(first, "opened", !first.opened()), second));
        lists.forEach(list -> variants.add(with(c, "documents", list)));

        Set<String> digests = new HashSet<>();
        variants.forEach(v -> digests.add(Base64Url.encode(v.digest())));
        assertThat(digests).hasSameSizeAs(variants);
    }

    @Property(tries = 300)
    void textMovedFromOneFieldToTheNextChangesTheDigest(@ForAll String a, @ForAll String b) {
        String tenant = clean("t" + a + b);
        String one = clean("t" + a);
        Challenge whole = with(with(Samples.challenge(), "tenant", tenant), "requester", "r");
        Challenge moved = with(with(Samples.challenge(), "tenant", one), "requester", clean(b) + "r");
        if (!whole.equals(moved)) {
            assertThat(whole.encoded()).isNotEqualTo(moved.encoded());
        }
    }

    @Property(tries = 300)
    void composedAndDecomposedTextIsTheSame(@ForAll String text) {
        String name = clean("x" + text);
        Challenge composed = with(Samples.challenge(), "requester", Normalizer.normalize(name, Normalizer.Form.NFC));
        Challenge decomposed = with(Samples.challenge(), "requester", Normalizer.normalize(name, Normalizer.Form.NFD));
        assertThat(composed.encoded()).isEqualTo(decomposed.encoded());
    }

    @Test
    void refusesWhatHasTwoSpellingsOrNone() {
        Challenge c = Samples.challenge();
        String nonce = c.nonce();
        String otherSpelling =
                nonce.substring(0, nonce.length() - 1) + nextInAlphabet(nonce.charAt(nonce.length() - 1));
        ChallengeDocument first = c.documents().getFirst();
        assertThatIllegalArgumentException().isThrownBy(() -> with(c, "nonce", otherSpelling));
        assertThatIllegalArgumentException().isThrownBy(() -> with(c, "nonce", "AAAA"));
        assertThatIllegalArgumentException().isThrownBy(() -> with(c, "tenant", " "));
        assertThatIllegalArgumentException().isThrownBy(() -> with(c, "documents", List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> with(c, "documents", List.of(first, first)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(c, "requester", "\ud800").digest());
    }

    private static char nextInAlphabet(char c) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        return alphabet.charAt(alphabet.indexOf(c) + 1);
    }

    private static String clean(String text) {
        return text.codePoints()
                .filter(c -> c < 0xd800 || c > 0xdfff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
