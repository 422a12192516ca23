package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.junit.jupiter.api.Test;

class DocumentDigestTest {
    @Property(tries = 300)
    void aDigestResumedAnywhereByEitherImplementationIsThatOfTheWhole(
            @ForAll @IntRange(max = 700) int first, @ForAll @IntRange(max = 700) int second, @ForAll long seed)
            throws NoSuchAlgorithmException {
        byte[] bytes = new byte[first + second];
        new Random(seed).nextBytes(bytes);
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes);

        PureSha256 java = new PureSha256();
        java.update(bytes, 0, first);
        DocumentDigest started = DocumentDigest.start();
        started.update(bytes, 0, first);
        assertThat(started.state()).isEqualTo(java.state());

        HashState kept = HashState.fromBytes(started.state().toBytes());
        PureSha256 inJava = new PureSha256(kept);
        inJava.update(bytes, first, second);
        DocumentDigest resumed = DocumentDigest.resume(kept);
        resumed.update(bytes, first, second);

        assertThat(inJava.digest()).isEqualTo(expected);
        assertThat(resumed.digest()).isEqualTo(expected);
        assertThat(resumed.state()).isEqualTo(inJava.state());
        assertThat(resumed.state().byteCount()).isEqualTo(bytes.length);
    }

    @Test
    void theProcessorsInstructionsAreUsedWhereBouncyCastleHasThem() {
        boolean bouncyCastleIsNative = SHA256Digest.newInstance()
                .getClass()
                .getSimpleName()
                .toLowerCase(Locale.ROOT)
                .contains("native");
        boolean x86 = System.getProperty("os.arch").equals("amd64");
        assertThat(NativeSha256.USABLE).isEqualTo(bouncyCastleIsNative && x86);
    }

    @Test
    void digestingDoesNotEndTheHashing() throws NoSuchAlgorithmException {
        byte[] bytes = new byte[100];
        DocumentDigest digest = DocumentDigest.start();
        digest.update(bytes, 0, 50);
        digest.digest();
        digest.update(bytes, 50, 50);
        assertThat(digest.digest())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Test
    void refusesAStateThatIsCutOrOfAnotherVersion() {
        DocumentDigest digest = DocumentDigest.start();
        digest.update(new byte[100], 0, 100);
        byte[] kept = digest.state().toBytes();
        byte[] cut = Arrays.copyOf(kept, kept.length - 1);
        byte[] newer = kept.clone();
        newer[0] = 2;
        assertThatThrownBy(() -> HashState.fromBytes(cut)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HashState.fromBytes(newer)).isInstanceOf(IllegalArgumentException.class);
    }
}
