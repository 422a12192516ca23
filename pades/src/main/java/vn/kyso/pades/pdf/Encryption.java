package vn.kyso.pades.pdf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The standard security handler (ISO 32000-2, 7.6) of a document that opens with the empty user password. Increments
/// are encrypted as the document is; nothing is ever decrypted into a file.
public final class Encryption {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] AES_SALT = {0x73, 0x41, 0x6c, 0x54};
    private static final int IV_BYTES = 16;

    private final PdfValue.Dict dict;
    private final byte[] key;
    private final Method strings;
    private final Method streams;
    private final boolean metadata;

    /// How a kind of data is encrypted.
    private enum Method {
        NONE,
        RC4,
        AES_128,
        AES_256
    }

    /// What trying the empty password gave.
    public sealed interface Unlocking {
        record Unlocked(Encryption encryption) implements Unlocking {}

        record PasswordNeeded() implements Unlocking {}

        /// @param what a sentence
        record Unknown(String what) implements Unlocking {}
    }

    private Encryption(PdfValue.Dict dict, byte[] key, Method strings, Method streams, boolean metadata) {
        this.dict = dict;
        this.key = key;
        this.strings = strings;
        this.streams = streams;
        this.metadata = metadata;
    }

    /// @param dict the encryption dictionary, no references in it
    /// @param id first half of the file's ID; empty if it has none
    public static Unlocking unlock(PdfValue.Dict dict, byte[] id) {
        if (!new PdfValue.Name("Standard").equals(dict.get("Filter"))) {
            return new Unlocking.Unknown("The encryption is not by a password");
        }
        int version = integer(dict, "V", 0);
        boolean metadata = !new PdfValue.Bool(false).equals(dict.get("EncryptMetadata"));
        Method strings = Method.RC4;
        Method streams = Method.RC4;
        if (version >= 4) {
            strings = method(dict, "StrF");
            streams = method(dict, "StmF");
        }
        boolean known = version == 1 || version == 2 || version == 4 || version == 5;
        if (!known || strings == null || streams == null) {
            return new Unlocking.Unknown("The encryption is of an unknown kind");
        }
        try {
            StandardKey keys = StandardKey.of(dict, id, metadata);
            if (keys == null) {
                return new Unlocking.Unknown("The encryption's entries can't be read");
            }
            byte[] key = keys.ofEmptyPassword();
            return key == null
                    ? new Unlocking.PasswordNeeded()
                    : new Unlocking.Unlocked(new Encryption(dict, key, strings, streams, metadata));
        } catch (GeneralSecurityException e) {
            return new Unlocking.Unknown("The encryption's keys can't be computed");
        }
    }

    /// As it was unlocked with.
    public PdfValue.Dict dict() {
        return dict;
    }

    /// Whether the permission bits let forms be filled and signed (table 22: bit 9, or bit 6).
    public boolean permitsSigning() {
        int permissions = permissions(dict);
        return (permissions & (1 << 8)) != 0 || (permissions & (1 << 5)) != 0;
    }

    static int permissions(PdfValue.Dict dict) {
        return dict.get("P") instanceof PdfValue.Num number ? (int) (long) number.value() : 0;
    }

    /// The value with its strings in the clear, as it stands in an object of that number.
    PdfValue decrypted(PdfValue value, int number, int generation) throws MalformedPdfException {
        // Cross-reference streams stand in the clear (7.5.8.2).
        boolean clear = value instanceof PdfValue.Stream stream && stream.dict().isOfType("XRef");
        return clear || strings == Method.NONE ? value : changed(value, number, generation, false);
    }

    /// The value with its strings as the file has them.
    PdfValue encrypted(PdfValue value, int number, int generation) {
        try {
            return strings == Method.NONE ? value : changed(value, number, generation, true);
        } catch (MalformedPdfException e) {
            throw new IllegalStateException("Only what is read can be malformed", e);
        }
    }

    byte[] decryptedStream(PdfValue.Dict stream, byte[] data, int number, int generation) throws MalformedPdfException {
        return isLeftAlone(stream) ? data : crypt(streams, data, number, generation, false);
    }

    byte[] encryptedStream(PdfValue.Dict stream, byte[] data, int number, int generation) {
        try {
            return isLeftAlone(stream) ? data : crypt(streams, data, number, generation, true);
        } catch (MalformedPdfException e) {
            throw new IllegalStateException("Only what is read can be malformed", e);
        }
    }

    private boolean isLeftAlone(PdfValue.Dict stream) {
        return streams == Method.NONE || stream.isOfType("XRef") || (!metadata && stream.isOfType("Metadata"));
    }

    private PdfValue changed(PdfValue value, int number, int generation, boolean encrypt) throws MalformedPdfException {
        return switch (value) {
            case PdfValue.Str string -> new PdfValue.Str(crypt(strings, string.bytes(), number, generation, encrypt));
            case PdfValue.Array(List<PdfValue> items) -> {
                List<PdfValue> all = new ArrayList<>(items.size());
                for (PdfValue item : items) {
                    all.add(changed(item, number, generation, encrypt));
                }
                yield new PdfValue.Array(all);
            }
            case PdfValue.Dict inner -> changed(inner, number, generation, encrypt);
            case PdfValue.Stream(PdfValue.Dict inner, long dataOffset, int container) ->
                new PdfValue.Stream(changed(inner, number, generation, encrypt), dataOffset, container);
            default -> value;
        };
    }

    private PdfValue.Dict changed(PdfValue.Dict dict, int number, int generation, boolean encrypt)
            throws MalformedPdfException {
        // A signature's value is never encrypted (7.6.2).
        boolean signature = dict.get("ByteRange") != null;
        Map<String, PdfValue> all = new LinkedHashMap<>();
        for (Map.Entry<String, PdfValue> entry : dict.entries().entrySet()) {
            all.put(
                    entry.getKey(),
                    signature && entry.getKey().equals("Contents")
                            ? entry.getValue()
                            : changed(entry.getValue(), number, generation, encrypt));
        }
        return new PdfValue.Dict(all);
    }

    private byte[] crypt(Method method, byte[] data, int number, int generation, boolean encrypt)
            throws MalformedPdfException {
        try {
            return switch (method) {
                case NONE -> data;
                case RC4 -> StandardKey.rc4(objectKey(number, generation, false), data);
                case AES_128 -> aes(objectKey(number, generation, true), data, encrypt);
                case AES_256 -> aes(key, data, encrypt);
            };
        } catch (GeneralSecurityException e) {
            throw new MalformedPdfException("Encrypted data that do not decrypt");
        }
    }

    private byte[] objectKey(int number, int generation, boolean aes) throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        digest.update(key);
        ByteBuffer object =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putInt(0, number);
        digest.update(object.array(), 0, 3);
        object.putInt(0, generation);
        digest.update(object.array(), 0, 2);
        if (aes) {
            digest.update(AES_SALT);
        }
        return Arrays.copyOf(digest.digest(), Math.min(key.length + 5, 16));
    }

    private static byte[] aes(byte[] key, byte[] data, boolean encrypt) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
        SecretKeySpec secret = new SecretKeySpec(key, "AES");
        if (encrypt) {
            byte[] iv = new byte[IV_BYTES];
            RANDOM.nextBytes(iv);
            cipher.init(Cipher.ENCRYPT_MODE, secret, new IvParameterSpec(iv));
            byte[] body = cipher.doFinal(data);
            return ByteBuffer.allocate(IV_BYTES + body.length).put(iv).put(body).array();
        }
        if (data.length == 0) {
            return data;
        }
        cipher.init(Cipher.DECRYPT_MODE, secret, new IvParameterSpec(Arrays.copyOf(data, IV_BYTES)));
        return data.length < 2 * IV_BYTES ? new byte[0] : cipher.doFinal(data, IV_BYTES, data.length - IV_BYTES);
    }

    private static @Nullable Method method(PdfValue.Dict dict, String which) {
        if (!(dict.get(which) instanceof PdfValue.Name(String name)) || name.equals("Identity")) {
            return Method.NONE;
        }
        if (!(dict.get("CF") instanceof PdfValue.Dict filters)
                || !(filters.get(name) instanceof PdfValue.Dict filter)
                || !(filter.get("CFM") instanceof PdfValue.Name(String method))) {
            return null;
        }
        return switch (method) {
            case "None" -> Method.NONE;
            case "V2" -> Method.RC4;
            case "AESV2" -> Method.AES_128;
            case "AESV3" -> Method.AES_256;
            default -> null;
        };
    }

    static int integer(PdfValue.Dict dict, String entry, int otherwise) {
        return dict.get(entry) instanceof PdfValue.Num number ? (int) number.index() : otherwise;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Encryption o && dict.equals(o.dict) && MessageDigest.isEqual(key, o.key);
    }

    @Override
    public int hashCode() {
        return dict.hashCode();
    }

    @Override
    public String toString() {
        return "Encryption[" + strings + ", " + streams + "]";
    }
}
