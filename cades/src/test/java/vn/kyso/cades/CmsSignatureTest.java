package vn.kyso.cades;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.kyso.cades.CmsInvalidException.Fault;

final class CmsSignatureTest {
    private static final TestCa CA = new TestCa("Root");
    private static final byte[] CONTENT = "what the ByteRange covers".getBytes(StandardCharsets.UTF_8);
    private static final byte[] DIGEST = Certificates.sha256(CONTENT);

    @TempDir
    private Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({"EC, 256", "RSA, 2048", "RSA, 3072"})
    void opensslAcceptsWhatWeAssemble(String algorithm, int bits)
            throws CmsInvalidException, IOException, InterruptedException {
        TestCa.Holder signer = CA.signer(algorithm, bits);
        byte[] cms = signed(signer, null);

        assertThat(openssl(cms, CONTENT)).contains("successful");
        assertThat(openssl(cms, "other content".getBytes(StandardCharsets.UTF_8))).doesNotContain("successful");
        assertThat(CmsSignature.verify(cms, DIGEST, signer.certificate()).timestamp())
                .isEmpty();
    }

    @Test
    void everyFlippedBitIsRefused() {
        TestCa.Holder signer = CA.signer("EC", 256);
        byte[] cms = signed(signer, null);
        for (int i = 0; i < cms.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] altered = cms.clone();
                altered[i] ^= (byte) (1 << bit);
                if (onlyTouchesTheIssuersCertificate(altered, cms)) {
                    continue;
                }
                assertThatThrownBy(() -> CmsSignature.verify(altered, DIGEST, signer.certificate()))
                        .as("bit %d of byte %d", bit, i)
                        .isInstanceOf(CmsInvalidException.class);
            }
        }
    }

    /// The root's certificate travels along for readers' convenience; whose trust it is, is not this check's matter.
    private static boolean onlyTouchesTheIssuersCertificate(byte[] altered, byte[] cms) {
        String root = new String(Certificates.der(CA.root()), StandardCharsets.ISO_8859_1);
        int start = new String(cms, StandardCharsets.ISO_8859_1).indexOf(root);
        for (int i = 0; i < cms.length; i++) {
            if (altered[i] != cms[i]) {
                // Its outer tag and length are structure, which is checked.
                return i >= start + 4 && i < start + root.length();
            }
        }
        return false;
    }

    @Test
    void anotherDigestAndAnotherCertificateAreRefused() {
        TestCa.Holder signer = CA.signer("EC", 256);
        byte[] cms = signed(signer, null);
        X509Certificate other = CA.signer("EC", 256).certificate();

        assertThatThrownBy(() -> CmsSignature.verify(cms, new byte[32], signer.certificate()))
                .isInstanceOfSatisfying(
                        CmsInvalidException.class, e -> assertThat(e.fault()).isEqualTo(Fault.OTHER_CONTENT));
        assertThatThrownBy(() -> CmsSignature.verify(cms, DIGEST, other))
                .isInstanceOfSatisfying(
                        CmsInvalidException.class, e -> assertThat(e.fault()).isEqualTo(Fault.OTHER_CERTIFICATE));
    }

    @Test
    void aSignatureByAnotherKeyUnderTheSameNameIsRefused() {
        TestCa.Holder signer = CA.signer("EC", 256);
        SignedAttributes attributes = SignedAttributes.forPades(DIGEST, signer.certificate());
        byte[] cms = CmsSignature.assemble(
                attributes,
                TestCa.sign(CA.signer("EC", 256), attributes.der()),
                SignatureAlgorithm.ES256,
                List.of(signer.certificate(), CA.root()),
                null);
        assertThatThrownBy(() -> CmsSignature.verify(cms, DIGEST, signer.certificate()))
                .isInstanceOfSatisfying(
                        CmsInvalidException.class, e -> assertThat(e.fault()).isEqualTo(Fault.SIGNATURE));
    }

    @Test
    void aTimestampIsAddedOnceAndOnlyOverThisSignature()
            throws CmsInvalidException, IOException, InterruptedException, TimestampInvalidException {
        TestCa.Holder signer = CA.signer("EC", 256);
        TestCa.Holder tsa = CA.timestamper();
        byte[] cms = signed(signer, null);
        byte[] value = CmsSignature.verify(cms, DIGEST, signer.certificate()).signatureValue();
        TimestampToken token = token(tsa, Certificates.sha256(value));
        TimestampToken foreign = token(tsa, Certificates.sha256(CONTENT));

        byte[] stamped = CmsSignature.withTimestamp(cms, token);

        assertThat(CmsSignature.verify(stamped, DIGEST, signer.certificate()).timestamp())
                .contains(token);
        assertThat(openssl(stamped, CONTENT)).contains("successful");
        assertThatThrownBy(() -> CmsSignature.withTimestamp(cms, foreign)).isInstanceOf(CmsInvalidException.class);
        assertThatThrownBy(() -> CmsSignature.withTimestamp(stamped, token)).isInstanceOf(CmsInvalidException.class);
    }

    @ParameterizedTest
    @CsvSource({"EC, 256", "RSA, 2048", "RSA, 3072"})
    void noSignatureIsLargerThanTheBound(String algorithm, int bits)
            throws CmsInvalidException, TimestampInvalidException {
        TestCa.Holder signer = CA.signer(algorithm, bits);
        TestCa.Holder tsa = CA.timestamper();
        List<X509Certificate> chain = List.of(signer.certificate(), CA.root());
        SignatureAlgorithm kind = SignatureAlgorithm.of(signer.certificate().getPublicKey());
        int largestToken = 0;
        int largest = 0;
        for (int i = 0; i < 20; i++) {
            byte[] cms = signed(signer, null);
            byte[] value =
                    CmsSignature.verify(cms, DIGEST, signer.certificate()).signatureValue();
            TimestampToken token = token(tsa, Certificates.sha256(value));
            largestToken = Math.max(largestToken, token.der().length);
            largest = Math.max(largest, CmsSignature.withTimestamp(cms, token).length);
        }
        int bound = CmsSize.upperBound(chain, kind, largestToken);
        assertThat(largest).isLessThanOrEqualTo(bound);
        assertThat(bound - largest).isLessThan(16);
    }

    private static TimestampToken token(TestCa.Holder tsa, byte[] digest) throws TimestampInvalidException {
        TimestampRequest request = TimestampRequest.of(digest, null);
        return request.tokenIn(TestCa.stamp(tsa, request.der(), TestCa.NOW));
    }

    private static byte[] signed(
            TestCa.Holder signer, @org.jspecify.annotations.Nullable TimestampToken timestamp) {
        SignedAttributes attributes = SignedAttributes.forPades(DIGEST, signer.certificate());
        return CmsSignature.assemble(
                attributes,
                TestCa.sign(signer, attributes.der()),
                SignatureAlgorithm.of(signer.certificate().getPublicKey()),
                List.of(signer.certificate(), CA.root()),
                timestamp);
    }

    private String openssl(byte[] cms, byte[] content) throws IOException, InterruptedException {
        Path signature = Files.write(folder.resolve("signature.der"), cms);
        Path data = Files.write(folder.resolve("content"), content);
        Path root = Files.writeString(
                folder.resolve("root.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(Certificates.der(CA.root()))
                        + "\n-----END CERTIFICATE-----\n");
        Process process = new ProcessBuilder(
                        "openssl",
                        "cms",
                        "-verify",
                        "-binary",
                        "-inform",
                        "DER",
                        "-in",
                        signature.toString(),
                        "-content",
                        data.toString(),
                        "-CAfile",
                        root.toString(),
                        "-purpose",
                        "any",
                        "-attime",
                        Long.toString(TestCa.NOW.getEpochSecond()),
                        "-out",
                        folder.resolve("out").toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }
}
