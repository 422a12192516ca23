package vn.kyso.pades.pdf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The file encryption key that the empty password gives, as the user's or as the owner's (ISO 32000-2, 7.6.4.3).
///
/// @param revision of the standard security handler, 2 to 6
/// @param bytes length of the key
/// @param owner the entry O
/// @param user the entry U
/// @param ownerKey the entry OE; empty below revision 5
/// @param userKey the entry UE; empty below revision 5
record StandardKey(
        int revision,
        int bytes,
        byte[] owner,
        byte[] user,
        byte[] ownerKey,
        byte[] userKey,
        int permissions,
        byte[] id,
        boolean metadata) {
    /// What fills a password up to 32 bytes; all of the empty one.
    private static final byte[] PADDING =
            HexFormat.of().parseHex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a");

    private static final int AES_KEY_BYTES = 32;
    private static final int SALT_AT = 32;
    private static final int SALT_BYTES = 8;
    private static final int USER_BYTES = SALT_AT + 2 * SALT_BYTES;

    /// @return null if entries are missing or too short
    static @Nullable StandardKey of(PdfValue.Dict dict, byte[] id, boolean metadata) {
        int revision = Encryption.integer(dict, "R", 0);
        int version = Encryption.integer(dict, "V", 0);
        int bits = Encryption.integer(dict, "Length", 40);
        int bytes = revision == 2 || version == 1 ? 5 : version == 4 ? 16 : bits / 8;
        byte[] owner = string(dict, "O");
        byte[] user = string(dict, "U");
        byte[] ownerKey = string(dict, "OE");
        byte[] userKey = string(dict, "UE");
        boolean whole = revision >= 5
                ? owner.length >= USER_BYTES
                        && user.length >= USER_BYTES
                        && ownerKey.length >= AES_KEY_BYTES
                        && userKey.length >= AES_KEY_BYTES
                : owner.length >= PADDING.length && user.length >= 16 && bytes >= 5 && bytes <= 16;
        return whole && revision >= 2 && revision <= 6
                ? new StandardKey(
                        revision,
                        bytes,
                        owner,
                        user,
                        ownerKey,
                        userKey,
                        Encryption.permissions(dict),
                        id.clone(),
                        metadata)
                : null;
    }

    /// @return null if it is not the password
    byte @Nullable [] ofEmptyPassword() throws GeneralSecurityException {
        if (revision < 5) {
            // An empty owner's password stands for the user's here, so there is nothing else to try.
            return byMd5();
        }
        byte[] asUser = byAes(user, userKey, new byte[0]);
        return asUser != null ? asUser : byAes(owner, ownerKey, Arrays.copyOf(user, USER_BYTES));
    }

    private byte @Nullable [] byMd5() throws GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("MD5");
        digest.update(PADDING);
        digest.update(owner, 0, PADDING.length);
        digest.update(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(permissions)
                .array());
        digest.update(id);
        if (revision >= 4 && !metadata) {
            digest.update(new byte[] {-1, -1, -1, -1});
        }
        byte[] key = digest.digest();
        if (revision >= 3) {
            for (int i = 0; i < 50; i++) {
                key = digest.digest(Arrays.copyOf(key, bytes));
            }
        }
        key = Arrays.copyOf(key, bytes);
        return opens(key) ? key : null;
    }

    private boolean opens(byte[] key) throws GeneralSecurityException {
        if (revision == 2) {
            return user.length >= PADDING.length
                    && Arrays.equals(rc4(key, PADDING), Arrays.copyOf(user, PADDING.length));
        }
        MessageDigest digest = MessageDigest.getInstance("MD5");
        digest.update(PADDING);
        byte[] expected = rc4(key, digest.digest(id));
        for (int round = 1; round < 20; round++) {
            byte[] changed = key.clone();
            for (int i = 0; i < changed.length; i++) {
                changed[i] ^= (byte) round;
            }
            expected = rc4(changed, expected);
        }
        return Arrays.equals(expected, Arrays.copyOf(user, 16));
    }

    /// @param entry U or O
    /// @param wrapped UE or OE
    /// @param ofUser what the owner's hash takes in besides
    private byte @Nullable [] byAes(byte[] entry, byte[] wrapped, byte[] ofUser) throws GeneralSecurityException {
        byte[] validationSalt = Arrays.copyOfRange(entry, SALT_AT, SALT_AT + SALT_BYTES);
        if (!Arrays.equals(hash(validationSalt, ofUser), Arrays.copyOf(entry, SALT_AT))) {
            return null;
        }
        byte[] keySalt = Arrays.copyOfRange(entry, SALT_AT + SALT_BYTES, USER_BYTES);
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(hash(keySalt, ofUser), "AES"),
                new IvParameterSpec(new byte[16]));
        return cipher.doFinal(wrapped, 0, AES_KEY_BYTES);
    }

    /// Algorithm 2.B, of the empty password.
    private byte[] hash(byte[] salt, byte[] ofUser) throws GeneralSecurityException {
        MessageDigest first = MessageDigest.getInstance("SHA-256");
        first.update(salt);
        byte[] key = first.digest(ofUser);
        if (revision == 5) {
            return key;
        }
        int last = 0;
        for (int round = 0; round < 64 || last > round - 32; round++) {
            ByteArrayOutputStream repeated = new ByteArrayOutputStream();
            for (int i = 0; i < 64; i++) {
                repeated.writeBytes(key);
                repeated.writeBytes(ofUser);
            }
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, 0, 16, "AES"),
                    new IvParameterSpec(Arrays.copyOfRange(key, 16, 32)));
            byte[] encrypted = cipher.doFinal(repeated.toByteArray());
            int sum = 0;
            for (int i = 0; i < 16; i++) {
                sum += encrypted[i] & 0xff;
            }
            String algorithm = switch (sum % 3) {
                case 0 -> "SHA-256";
                case 1 -> "SHA-384";
                default -> "SHA-512";
            };
            key = MessageDigest.getInstance(algorithm).digest(encrypted);
            last = encrypted[encrypted.length - 1] & 0xff;
        }
        return Arrays.copyOf(key, AES_KEY_BYTES);
    }

    static byte[] rc4(byte[] key, byte[] data) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("ARCFOUR");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "ARCFOUR"));
        return cipher.doFinal(data);
    }

    private static byte[] string(PdfValue.Dict dict, String entry) {
        return dict.get(entry) instanceof PdfValue.Str string ? string.bytes() : new byte[0];
    }
}
