package vn.kyso.notification.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.junit.jupiter.api.Test;

/// The vectors are those of RFC 8188, section 3, and of RFC 8291, section 5 and appendix A.
class WebPushEncryptionTest {
    private static final String RECEIVER_PUBLIC =
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private static final String RECEIVER_PRIVATE = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94";
    private static final String RECEIVER_AUTH = "BTBZMqHH6r4Tts7J_aSIgg";
    private static final String SENDER_PUBLIC =
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8";
    private static final String SENDER_PRIVATE = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
    private static final String SALT = "DGv6ra1nlYgDCS1FRnbzlw";
    private static final String PUSH = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3v"
            + "CYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulc"
            + "y4a-fN";
    private static final String WATERMELON = "When I grow up, I want to be a watermelon";

    @Test
    void encryptsTheExampleOfRfc8291ToTheByte() throws GeneralSecurityException {
        byte[] body = WebPushEncryption.encrypt(
                WATERMELON.getBytes(StandardCharsets.UTF_8),
                new WebPushKeys(Browser.bytes(RECEIVER_PUBLIC), Browser.bytes(RECEIVER_AUTH)),
                Browser.keyPair(SENDER_PUBLIC, SENDER_PRIVATE),
                Browser.bytes(SALT));

        assertThat(Browser.text(body)).isEqualTo(PUSH);
    }

    @Test
    void theTestsBrowserReadsTheExampleOfRfc8291() throws GeneralSecurityException {
        KeyPair receiver = Browser.keyPair(RECEIVER_PUBLIC, RECEIVER_PRIVATE);

        String read = Browser.of(receiver, Browser.bytes(RECEIVER_AUTH)).read(Browser.bytes(PUSH));

        assertThat(read).isEqualTo(WATERMELON);
    }

    @Test
    void encodesTheFirstExampleOfRfc8188ToTheByte() {
        byte[] body = EncryptedContentEncoding.encode(
                "I am the walrus".getBytes(StandardCharsets.UTF_8),
                Browser.bytes("yqdlZ-tYemfogSmv7Ws5PQ"),
                Browser.bytes("I1BsxtFttlv3u_Oo94xnmw"),
                new byte[0]);

        assertThat(Browser.text(body))
                .isEqualTo("I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg");
    }

    @Test
    void theTestsBrowserReadsTheSecondExampleOfRfc8188() throws GeneralSecurityException {
        byte[] content = Browser.decode(
                Browser.bytes(
                        "uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3SsLWIqS_uA"),
                Browser.bytes("BO3ZVPxUlnLORbVGMpbT1Q"));

        assertThat(new String(content, StandardCharsets.UTF_8)).isEqualTo("I am the walrus");
    }

    @Test
    void noTwoPushesLookAlikeAndTheBrowserReadsBoth() throws GeneralSecurityException {
        Browser browser = Browser.fresh();
        byte[] content = "Ký hợp đồng".getBytes(StandardCharsets.UTF_8);

        byte[] first = WebPushEncryption.encrypt(content, browser.keys());
        byte[] second = WebPushEncryption.encrypt(content, browser.keys());

        assertThat(first).isNotEqualTo(second);
        assertThat(browser.read(first)).isEqualTo("Ký hợp đồng").isEqualTo(browser.read(second));
    }

    @Test
    void anotherBrowserReadsNothing() {
        byte[] body = WebPushEncryption.encrypt(new byte[] {1}, Browser.fresh().keys());

        assertThatThrownBy(() -> Browser.fresh().read(body)).isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void aContentThatFitsOneRecordJustSoIsRead() throws GeneralSecurityException {
        Browser browser = Browser.fresh();
        byte[] content = "x".repeat(EncryptedContentEncoding.MAX_CONTENT_BYTES).getBytes(StandardCharsets.US_ASCII);

        assertThat(browser.read(WebPushEncryption.encrypt(content, browser.keys())))
                .hasSize(content.length);
        byte[] longer = new byte[content.length + 1];
        assertThatThrownBy(() -> WebPushEncryption.encrypt(longer, browser.keys()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesAPointThatIsNotOnTheCurve() {
        byte[] point = Browser.bytes(RECEIVER_PUBLIC);
        point[64] ^= 1;

        assertThatThrownBy(() -> new WebPushKeys(point, new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesACompressedPointAndAShortSecret() {
        byte[] compressed = new byte[33];
        compressed[0] = 2;

        assertThatThrownBy(() -> new WebPushKeys(compressed, new byte[16]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WebPushKeys(Browser.bytes(RECEIVER_PUBLIC), new byte[15]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
