package vn.kyso.approval;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;

/// What an operator hands to a signer, or a device to its owner, to bind a phone: twenty characters of Crockford's
/// base32 in five groups, such as `7KQ2-9DMX-...`. The first seven name the activation and are no secret; the other
/// thirteen are 65 random bits and never leave the phone, which proves them by [ActivationKey#mac].
///
/// With typing comes tolerance: case, blanks and hyphens don't count, `I` and `L` are read as `1`, `O` as `0`.
public final class ActivationCode {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int ID_LENGTH = 7;
    private static final int LENGTH = 20;
    private static final int GROUP = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String symbols;

    private ActivationCode(String symbols) {
        this.symbols = symbols;
    }

    /// A new code from the platform's strong source of randomness.
    public static ActivationCode random() {
        StringBuilder symbols = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            symbols.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new ActivationCode(symbols.toString());
    }

    /// Reads what somebody typed; empty where it can't be a code.
    public static Optional<ActivationCode> parse(String typed) {
        StringBuilder symbols = new StringBuilder(LENGTH);
        for (char c : typed.toUpperCase(Locale.ROOT).toCharArray()) {
            char symbol = switch (c) {
                case 'I', 'L' -> '1';
                case 'O' -> '0';
                default -> c;
            };
            if (Character.isWhitespace(symbol) || symbol == '-') {
                continue;
            }
            if (ALPHABET.indexOf(symbol) < 0 || symbols.length() == LENGTH) {
                return Optional.empty();
            }
            symbols.append(symbol);
        }
        return symbols.length() == LENGTH ? Optional.of(new ActivationCode(symbols.toString())) : Optional.empty();
    }

    /// The public part: which activation this is.
    public String activationId() {
        return symbols.substring(0, ID_LENGTH);
    }

    /// As it is shown and typed. A secret: for the one screen that hands it over, never for a log.
    public String typed() {
        StringBuilder groups = new StringBuilder();
        for (int i = 0; i < LENGTH; i += GROUP) {
            groups.append(i == 0 ? "" : "-").append(symbols, i, i + GROUP);
        }
        return groups.toString();
    }

    /// The key that both sides derive: HKDF-SHA256 (RFC 5869) of the secret part, bound to the public one.
    public ActivationKey key() {
        byte[] secret = symbols.substring(ID_LENGTH).getBytes(StandardCharsets.US_ASCII);
        try {
            byte[] key = KDF.getInstance("HKDF-SHA256")
                    .deriveData(HKDFParameterSpec.ofExtract()
                            .addIKM(secret)
                            .addSalt("kyso-activation-v1".getBytes(StandardCharsets.US_ASCII))
                            .thenExpand(activationId().getBytes(StandardCharsets.US_ASCII), 32));
            return ActivationKey.of(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HKDF-SHA256 is part of every Java platform", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActivationCode code && symbols.equals(code.symbols);
    }

    @Override
    public int hashCode() {
        return symbols.hashCode();
    }

    @Override
    public String toString() {
        return "ActivationCode[" + activationId() + ", secret redacted]";
    }
}
