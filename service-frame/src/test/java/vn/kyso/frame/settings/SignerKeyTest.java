package vn.kyso.frame.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.mock.env.MockEnvironment;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.signer.UserId;

class SignerKeyTest {
    @Test
    void namesSignersByTheKey() {
        byte[] key = new byte[32];
        String base64 = Base64.getEncoder().encodeToString(key);
        MockEnvironment environment = new MockEnvironment().withProperty("kyso.signer-key", base64);
        SignerKey bound = Binder.get(environment).bind("kyso", SignerKey.class).get();
        UserId userId = UserId.parse("ICA.001099012345", List.of("ICA")).orElseThrow();
        assertThat(bound.refOf(userId)).isEqualTo(SignerRef.of(userId.value(), key));
        assertThat(bound.toString()).doesNotContain(base64);
    }

    @Test
    void refusesAKeyThatIsShortOrUnreadable() {
        String short31 = Base64.getEncoder().encodeToString(new byte[31]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignerKey(short31))
                .withMessage("kyso.signer-key has at least 32 bytes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SignerKey("not base64!"))
                .withMessage("kyso.signer-key is not base64")
                .withNoCause();
    }
}
