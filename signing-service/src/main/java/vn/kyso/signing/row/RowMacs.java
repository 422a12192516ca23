package vn.kyso.signing.row;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.kyso.frame.WrappingKey;

/// Makes and checks the MACs of rows.
@Component
public class RowMacs {
    private final WrappingKey key;

    RowMacs(WrappingKey key) {
        this.key = key;
    }

    /// The MAC of a row's fields: each with its length in front, null unlike empty, in the given order.
    ///
    /// @param table what kind of row, with the version of its field list, such as `session v1`
    public byte[] of(String table, @Nullable Object... fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        for (Object field : fields) {
            if (field == null) {
                out.writeBytes(number(-1));
                continue;
            }
            byte[] bytes = bytes(field);
            out.writeBytes(number(bytes.length));
            out.writeBytes(bytes);
        }
        return key.mac("signing/row/" + table, out.toByteArray());
    }

    /// Refuses a row that this service did not write.
    ///
    /// @param stored the row's MAC
    /// @throws RowAlteredException if it is not the MAC of these fields
    public void check(byte[] stored, String table, @Nullable Object... fields) {
        if (!MessageDigest.isEqual(stored, of(table, fields))) {
            throw new RowAlteredException(table, fields.length == 0 ? "?" : String.valueOf(fields[0]));
        }
    }

    private static byte[] bytes(Object field) {
        return switch (field) {
            case byte[] bytes -> bytes;
            // The database keeps microseconds.
            case Instant instant ->
                ByteBuffer.allocate(12)
                        .putLong(instant.getEpochSecond())
                        .putInt(instant.getNano() / 1000)
                        .array();
            default -> field.toString().getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }
}
