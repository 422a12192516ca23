package vn.kyso.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WrappingKeyTest {
    private static final byte[] SECRET = "a private key".getBytes(StandardCharsets.UTF_8);

    private final WrappingKey key = new WrappingKey(bytes(1));

    @Test
    void opensWhatItWrapped() {
        assertThat(key.unwrap(key.wrap(SECRET, "credential/1"), "credential/1")).isEqualTo(SECRET);
        assertThat(key.unwrap(key.wrap(new byte[0], ""), "")).isEmpty();
    }

    @Test
    void wrapsDifferentlyEachTime() {
        assertThat(key.wrap(SECRET, "credential/1")).isNotEqualTo(key.wrap(SECRET, "credential/1"));
    }

    @Test
    void refusesEveryAlteredByte() {
        byte[] wrapped = key.wrap(SECRET, "credential/1");
        for (int i = 0; i < wrapped.length; i++) {
            byte[] altered = wrapped.clone();
            altered[i] ^= 1;
            assertThatExceptionOfType(WrappedValueException.class)
                    .as("byte %s", i)
                    .isThrownBy(() -> key.unwrap(altered, "credential/1"));
        }
        for (int length = 0; length < wrapped.length; length++) {
            byte[] cut = Arrays.copyOf(wrapped, length);
            assertThatExceptionOfType(WrappedValueException.class).isThrownBy(() -> key.unwrap(cut, "credential/1"));
        }
    }

    @Test
    void refusesAnotherRowsValueAndAnotherInstallationsKey() {
        byte[] wrapped = key.wrap(SECRET, "credential/1");

        assertThatExceptionOfType(WrappedValueException.class).isThrownBy(() -> key.unwrap(wrapped, "credential/2"));
        assertThatExceptionOfType(WrappedValueException.class)
                .isThrownBy(() -> new WrappingKey(bytes(2)).unwrap(wrapped, "credential/1"));
    }

    @Test
    void macsDifferForPurposeDataAndKey() {
        byte[] mac = key.mac("session v1", SECRET);

        assertThat(mac).hasSize(32).isEqualTo(key.mac("session v1", SECRET));
        assertThat(mac).isNotEqualTo(key.mac("session v2", SECRET));
        assertThat(mac).isNotEqualTo(key.mac("session v1", Arrays.copyOf(SECRET, 12)));
        assertThat(mac).isNotEqualTo(new WrappingKey(bytes(2)).mac("session v1", SECRET));
    }

    @Test
    void takesKeysOf32BytesOnlyAndShowsNone() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WrappingKey(new byte[31]));
        assertThat(key.toString()).isEqualTo("WrappingKey[hidden]");
    }

    private static byte[] bytes(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
