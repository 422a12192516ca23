package vn.kyso.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.tsp.TimeStampRequestGenerator;
import org.bouncycastle.tsp.TimeStampResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import vn.kyso.cades.Certificates;
import vn.kyso.cades.HttpTimestampSource;
import vn.kyso.cades.TimestampToken;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.testkit.KysoTest;

/// The time-stamp authority, judged by `openssl ts` and by the client that the signing-service uses.
@KysoTest(Service.CERTIFICATE)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class TimestampTest {
    private static final String QUERY = "application/timestamp-query";

    @LocalServerPort
    private int port;

    @TempDir
    private Path folder;

    private Api api;
    private OpenSsl openssl;

    @BeforeEach
    void reach() {
        api = new Api(port);
        openssl = new OpenSsl(folder)
                .with("root.pem", api.get("/pki/ca/root.pem", "").expect(200).bytes())
                .with(
                        "issuing.crt",
                        api.get("/pki/ca/issuing.crt", "").expect(200).bytes())
                .with("data.txt", "tài liệu")
                .with("other.txt", "tài liệu khác");
        openssl.run("x509", "-inform", "DER", "-in", "issuing.crt", "-out", "issuing.pem")
                .ok();
    }

    @Test
    void opensslVerifiesTheTokenAgainstTheRequestAndRefusesItForOtherData() {
        openssl.run("ts", "-query", "-data", "data.txt", "-sha256", "-cert", "-out", "q.tsq")
                .ok();
        openssl.with("r.tsr", stamp(openssl.read("q.tsq")));
        openssl.run("ts", "-verify", "-queryfile", "q.tsq", "-in", "r.tsr", "-CAfile", "root.pem")
                .ok()
                .says("Verification: OK");
        openssl.run("ts", "-verify", "-data", "other.txt", "-in", "r.tsr", "-CAfile", "root.pem")
                .refused();
        openssl.run("ts", "-reply", "-in", "r.tsr", "-text")
                .ok()
                .says("Status: Granted.")
                .says("Policy OID: 1.3.6.1.4.1.32473.1.2")
                .says("Accuracy: 0x01 seconds")
                .says("Ordering: no");
    }

    @Test
    void tokenWithoutCertificatesVerifiesWithTheChainInHand() {
        openssl.run("ts", "-query", "-data", "data.txt", "-sha512", "-cert", "-out", "with.tsq")
                .ok();
        openssl.with("with.tsr", stamp(openssl.read("with.tsq")));
        openssl.run("ts", "-verify", "-queryfile", "with.tsq", "-in", "with.tsr", "-CAfile", "root.pem")
                .ok();
        openssl.run("ts", "-query", "-data", "data.txt", "-sha384", "-no_nonce", "-out", "q.tsq")
                .ok();
        byte[] bare = stamp(openssl.read("q.tsq"));
        assertThat(bare.length).isLessThan(openssl.read("with.tsr").length - 1000);
        openssl.with("r.tsr", bare);
        openssl.run("ts", "-reply", "-in", "with.tsr", "-token_out", "-out", "with.tst")
                .ok();
        openssl.run("pkcs7", "-inform", "DER", "-in", "with.tst", "-print_certs", "-out", "inside.pem")
                .ok();
        openssl.run(
                        "ts",
                        "-verify",
                        "-data",
                        "data.txt",
                        "-in",
                        "r.tsr",
                        "-CAfile",
                        "root.pem",
                        "-untrusted",
                        "inside.pem")
                .ok()
                .says("Verification: OK");
    }

    @Test
    void signingServicesClientTakesItsTokens() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest("x".getBytes(StandardCharsets.US_ASCII));
        var root = Certificates.parse(rootDer());
        try (HttpTimestampSource source = new HttpTimestampSource(URI.create(api.address("/pki/tsa")), List.of(root))) {
            TimestampToken token = source.timestamp(digest);
            assertThat(token.imprint()).isEqualTo(digest);
            assertThat(token.policy()).isEqualTo("1.3.6.1.4.1.32473.1.2");
        }
    }

    @Test
    void badRequestsGetAnAnswerThatSaysWhy() throws Exception {
        assertThat(failure("garbage".getBytes(StandardCharsets.US_ASCII))).isEqualTo("badDataFormat");
        assertThat(failure(new byte[0])).isEqualTo("badDataFormat");
        assertThat(failure(new byte[5000])).isEqualTo("badDataFormat");
        TimeStampRequestGenerator sha1 = new TimeStampRequestGenerator();
        assertThat(failure(sha1.generate(new ASN1ObjectIdentifier("1.3.14.3.2.26"), new byte[20])
                        .getEncoded()))
                .isEqualTo("badAlg");
        TimeStampRequestGenerator shortened = new TimeStampRequestGenerator();
        assertThat(failure(shortened
                        .generate(NISTObjectIdentifiers.id_sha256, new byte[31])
                        .getEncoded()))
                .isEqualTo("badDataFormat");
        TimeStampRequestGenerator policy = new TimeStampRequestGenerator();
        policy.setReqPolicy(new ASN1ObjectIdentifier("1.2.3.4"));
        assertThat(failure(policy.generate(NISTObjectIdentifiers.id_sha256, new byte[32])
                        .getEncoded()))
                .isEqualTo("unacceptedPolicy");
        TimeStampRequestGenerator extension = new TimeStampRequestGenerator();
        extension.addExtension(new ASN1ObjectIdentifier("1.2.3.4"), false, new byte[] {5, 0});
        assertThat(failure(extension
                        .generate(NISTObjectIdentifiers.id_sha256, new byte[32])
                        .getEncoded()))
                .isEqualTo("unacceptedExtension");
    }

    @Test
    void otherMediaTypesAreNotTaken() {
        assertThat(api.post("/pki/tsa", new byte[10], "application/octet-stream")
                        .expect(415)
                        .code())
                .isEqualTo("unsupported-media-type");
        assertThat(api.get("/pki/tsa", "").status()).isEqualTo(405);
    }

    @Test
    void serialsAreNeverUsedTwice() {
        Set<BigInteger> serials = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 200).parallel().forEach(i -> {
            try {
                TimeStampRequestGenerator generator = new TimeStampRequestGenerator();
                byte[] request = generator
                        .generate(NISTObjectIdentifiers.id_sha256, new byte[32], BigInteger.valueOf(i))
                        .getEncoded();
                TimeStampResponse response = new TimeStampResponse(stamp(request));
                response.validate(
                        generator.generate(NISTObjectIdentifiers.id_sha256, new byte[32], BigInteger.valueOf(i)));
                serials.add(response.getTimeStampToken().getTimeStampInfo().getSerialNumber());
            } catch (org.bouncycastle.tsp.TSPException | java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(serials).hasSize(200).allMatch(serial -> serial.bitLength() == 127);
    }

    private byte[] stamp(byte[] query) {
        Api.Answer answer = api.post("/pki/tsa", query, QUERY).expect(200);
        assertThat(answer.headers().get("content-type")).isEqualTo("application/timestamp-reply");
        return answer.bytes();
    }

    private String failure(byte[] query) {
        openssl.with("r.tsr", stamp(query));
        String text = openssl.run("ts", "-reply", "-in", "r.tsr", "-text").output();
        assertThat(text).contains("Status: Rejected.");
        return switch (text.lines()
                .filter(line -> line.startsWith("Failure info:"))
                .findFirst()
                .orElseThrow()
                .substring("Failure info: ".length())
                .strip()) {
            case "unrecognized or unsupported algorithm identifier" -> "badAlg";
            case "the data submitted has the wrong format" -> "badDataFormat";
            case "the requested TSA policy is not supported by the TSA" -> "unacceptedPolicy";
            case "the requested extension is not supported by the TSA" -> "unacceptedExtension";
            case String other -> other;
        };
    }

    private byte[] rootDer() {
        openssl.run("x509", "-in", "root.pem", "-outform", "DER", "-out", "root.der")
                .ok();
        return openssl.read("root.der");
    }
}
