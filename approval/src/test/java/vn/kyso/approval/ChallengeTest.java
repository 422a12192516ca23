package vn.kyso.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
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
        variants.add(with("other.example", c.tenant(), c.requester(), c.requestId(), c.nonce(), c.signer()));
        variants.add(with(c.rpId(), "other", c.requester(), c.requestId(), c.nonce(), c.signer()));
        variants.add(with(c.rpId(), c.tenant(), "Other", c.requestId(), c.nonce(), c.signer()));
        variants.add(with(c.rpId(), c.tenant(), c.requester(), "request-2", c.nonce(), c.signer()));
        variants.add(
                with(c.rpId(), c.tenant(), c.requester(), c.requestId(), Samples.digest("other nonce"), c.signer()));
        variants.add(
                with(c.rpId(), c.tenant(), c.requester(), c.requestId(), c.nonce(), Samples.digest("other signer")));
        variants.add(with("credential-2", c.certificateDigest(), c.algorithm(), c.deadline(), c.matchCode()));
        variants.add(with(c.credentialId(), Samples.digest("x"), c.algorithm(), c.deadline(), c.matchCode()));
        variants.add(with(c.credentialId(), c.certificateDigest(), "RS256", c.deadline(), c.matchCode()));
        variants.add(with(
                c.credentialId(),
                c.certificateDigest(),
                c.algorithm(),
                c.deadline().plusMillis(1),
                c.matchCode()));
        variants.add(c.withMatchCode("08"));
        variants.add(c.withMatchCode(""));
        variants.add(c.withMatchCode(null));
        ChallengeDocument first = c.documents().getFirst();
        ChallengeDocument second = c.documents().getLast();
        variants.add(with(List.of(second, first)));
        variants.add(with(List.of(first)));
        variants.add(with(List.of(new ChallengeDocument("x", first.name(), first.digest(), true), second)));
        variants.add(with(List.of(new ChallengeDocument(first.documentId(), "x", first.digest(), true), second)));
        variants.add(with(
                List.of(new ChallengeDocument(first.documentId(), first.name(), Samples.digest("x"), true), second)));
        variants.add(
                with(List.of(new ChallengeDocument(first.documentId(), first.name(), first.digest(), false), second)));

        Set<String> digests = new HashSet<>();
        variants.forEach(v -> digests.add(Base64Url.encode(v.digest())));
        assertThat(digests).hasSameSizeAs(variants);
    }

    @Property(tries = 300)
    void textMovedFromOneFieldToTheNextChangesTheDigest(@ForAll String a, @ForAll String b) {
        String tenant = clean("t" + a + b);
        String one = clean("t" + a);
        Challenge whole = with("rp", tenant, "r", "q", Samples.digest("n"), "s");
        Challenge moved = with("rp", one, clean(b) + "r", "q", Samples.digest("n"), "s");
        if (!whole.equals(moved)) {
            assertThat(whole.encoded()).isNotEqualTo(moved.encoded());
        }
    }

    @Property(tries = 300)
    void composedAndDecomposedTextIsTheSame(@ForAll String text) {
        String name = clean("x" + text);
        Challenge composed = with("rp", "t", Normalizer.normalize(name, Normalizer.Form.NFC), "q", nonce(), "s");
        Challenge decomposed = with("rp", "t", Normalizer.normalize(name, Normalizer.Form.NFD), "q", nonce(), "s");
        assertThat(composed.encoded()).isEqualTo(decomposed.encoded());
    }

    @Test
    void refusesWhatHasTwoSpellingsOrNone() {
        Challenge c = Samples.challenge();
        String nonce = c.nonce();
        String otherSpelling =
                nonce.substring(0, nonce.length() - 1) + nextInAlphabet(nonce.charAt(nonce.length() - 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(c.rpId(), c.tenant(), c.requester(), c.requestId(), otherSpelling, c.signer()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(c.rpId(), c.tenant(), c.requester(), c.requestId(), "AAAA", c.signer()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(c.rpId(), " ", c.requester(), c.requestId(), nonce, c.signer()));
        assertThatIllegalArgumentException().isThrownBy(() -> with(List.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        with(List.of(c.documents().getFirst(), c.documents().getFirst())));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(c.rpId(), c.tenant(), "\ud800", c.requestId(), nonce, c.signer())
                        .digest());
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

    private static String nonce() {
        return Samples.digest("nonce");
    }

    private static Challenge with(
            String rpId, String tenant, String requester, String requestId, String nonce, String signer) {
        Challenge c = Samples.challenge();
        return new Challenge(
                rpId,
                tenant,
                requester,
                requestId,
                nonce,
                signer,
                c.credentialId(),
                c.certificateDigest(),
                c.algorithm(),
                c.deadline(),
                c.matchCode(),
                c.documents());
    }

    private static Challenge with(
            String credential, String certificate, String algorithm, Instant deadline, @Nullable String code) {
        Challenge c = Samples.challenge();
        return new Challenge(
                c.rpId(),
                c.tenant(),
                c.requester(),
                c.requestId(),
                c.nonce(),
                c.signer(),
                credential,
                certificate,
                algorithm,
                deadline,
                code,
                c.documents());
    }

    private static Challenge with(List<ChallengeDocument> documents) {
        Challenge c = Samples.challenge();
        return new Challenge(
                c.rpId(),
                c.tenant(),
                c.requester(),
                c.requestId(),
                c.nonce(),
                c.signer(),
                c.credentialId(),
                c.certificateDigest(),
                c.algorithm(),
                c.deadline(),
                c.matchCode(),
                documents);
    }
}
