package vn.kyso.document.document;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.kyso.frame.WrappingKey;

/// Authenticates what the engine believes as it is: bytes are kept with a MAC under the installation's master key, over
/// the row that they belong to, so that whoever can write to the database can't make the engine sign something else.
@Component
public class RowSeal {
    private static final int MAC_BYTES = 32;

    private final WrappingKey key;

    RowSeal(WrappingKey key) {
        this.key = key;
    }

    /// @param purpose names the kind of row and the version of this form
    /// @param row the row's key
    public byte[] seal(String purpose, String row, byte[] bytes) {
        byte[] mac = mac(purpose, row, bytes);
        byte[] sealed = Arrays.copyOf(mac, MAC_BYTES + bytes.length);
        System.arraycopy(bytes, 0, sealed, MAC_BYTES, bytes.length);
        return sealed;
    }

    /// What was sealed for this purpose and row; empty if it was not, or has changed since.
    public Optional<byte[]> open(String purpose, String row, byte[] sealed) {
        if (sealed.length < MAC_BYTES) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOfRange(sealed, MAC_BYTES, sealed.length);
        byte[] mac = Arrays.copyOf(sealed, MAC_BYTES);
        return MessageDigest.isEqual(mac, mac(purpose, row, bytes)) ? Optional.of(bytes) : Optional.empty();
    }

    private byte[] mac(String purpose, String row, byte[] bytes) {
        byte[] name = (row + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] data = Arrays.copyOf(name, name.length + bytes.length);
        System.arraycopy(bytes, 0, data, name.length, bytes.length);
        return key.mac(purpose, data);
    }
}
