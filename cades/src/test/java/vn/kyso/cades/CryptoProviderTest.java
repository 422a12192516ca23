package vn.kyso.cades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The same for the native provider and for the JDK's, which takes its place where it is missing.
final class CryptoProviderTest {
    private static final byte[] DATA = "dữ liệu".getBytes(StandardCharsets.UTF_8);

    static Stream<Arguments> providersAndAlgorithms() {
        return Stream.of(CryptoProvider.fastest(), CryptoProvider.jdk())
                .flatMap(p -> Arrays.stream(SignatureAlgorithm.values()).map(a -> Arguments.of(p, a)));
    }

    static List<CryptoProvider> providers() {
        return List.of(CryptoProvider.fastest(), CryptoProvider.jdk());
    }

    @Test
    void theNativeProviderIsThere() {
        // On platforms without native code both are the JDK's, and this class says nothing twice.
        boolean platform = System.getProperty("os.name").equals("Linux")
                && List.of("amd64", "aarch64").contains(System.getProperty("os.arch"));
        assertThat(CryptoProvider.fastest().name().isPresent()).isEqualTo(platform);
        assertThat(CryptoProvider.jdk().name()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("providersAndAlgorithms")
    void whatOneSignsTheOtherVerifies(CryptoProvider signing, SignatureAlgorithm algorithm)
            throws GeneralSecurityException {
        KeyPair keys = keys(signing, algorithm);
        PrivateKey kept = signing.keyFactory(keyAlgorithm(algorithm))
                .generatePrivate(new PKCS8EncodedKeySpec(keys.getPrivate().getEncoded()));
        byte[] value = signed(signing.signature(algorithm), kept, DATA);
        for (CryptoProvider verifying : providers()) {
            assertThat(verifies(verifying.signature(algorithm), keys.getPublic(), value))
                    .isTrue();
            byte[] altered = value.clone();
            altered[value.length - 1] ^= 1;
            assertThat(verifies(verifying.signature(algorithm), keys.getPublic(), altered))
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aSignatureIsCheckedAlike(CryptoProvider crypto) throws CmsInvalidException, GeneralSecurityException {
        TestCa authority = new TestCa("Root");
        byte[] digest = Certificates.sha256(DATA);
        for (TestCa.Holder signer : List.of(authority.signer("EC", 256), authority.signer("RSA", 2048))) {
            SignedAttributes attributes = SignedAttributes.forPades(digest, signer.certificate());
            SignatureAlgorithm algorithm =
                    SignatureAlgorithm.of(signer.certificate().getPublicKey());
            byte[] value = signed(CryptoProvider.jdk().signature(algorithm), signer.key(), attributes.der());
            byte[] cms = CmsSignature.assemble(attributes, value, algorithm, List.of(signer.certificate()), null);
            CmsSignature.verify(cms, digest, signer.certificate(), crypto);
            byte[] altered = cms.clone();
            altered[cms.length - 1] ^= 1;
            assertThatThrownBy(() -> CmsSignature.verify(altered, digest, signer.certificate(), crypto))
                    .isInstanceOfSatisfying(
                            CmsInvalidException.class,
                            e -> assertThat(e.fault()).isEqualTo(CmsInvalidException.Fault.SIGNATURE));
        }
    }

    @Test
    void whoeverNamesNoProviderGetsTheNativeSignaturesAndNothingElse() throws GeneralSecurityException {
        CryptoProvider fastest = CryptoProvider.fastest();
        fastest.preferForSignatures();
        try {
            for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
                KeyPair keys = keys(CryptoProvider.jdk(), algorithm);
                Signature signature = Signature.getInstance(algorithm.jcaName());
                assertThat(verifies(
                                Signature.getInstance(algorithm.jcaName()),
                                keys.getPublic(),
                                signed(signature, keys.getPrivate(), DATA)))
                        .isTrue();
                assertThat(signature.getProvider().getName().equals("KysoSignatures"))
                        .isEqualTo(fastest.name().isPresent());
            }
            assertThat(KeyPairGenerator.getInstance("EC").getProvider().getName())
                    .isNotEqualTo("KysoSignatures");
        } finally {
            Security.removeProvider("KysoSignatures");
        }
    }

    private static KeyPair keys(CryptoProvider crypto, SignatureAlgorithm algorithm) throws GeneralSecurityException {
        KeyPairGenerator generator = crypto.keyPairGenerator(keyAlgorithm(algorithm));
        switch (algorithm) {
            case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
            case RS256 -> generator.initialize(2048);
        }
        return generator.generateKeyPair();
    }

    private static String keyAlgorithm(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "EC";
            case RS256 -> "RSA";
        };
    }

    private static byte[] signed(Signature signature, PrivateKey key, byte[] data) throws GeneralSecurityException {
        signature.initSign(key);
        signature.update(data);
        return signature.sign();
    }

    private static boolean verifies(Signature signature, PublicKey key, byte[] value) throws GeneralSecurityException {
        signature.initVerify(key);
        signature.update(DATA);
        try {
            return signature.verify(value);
        } catch (SignatureException e) {
            // An ECDSA value that is no DER any more.
            return false;
        }
    }
}
