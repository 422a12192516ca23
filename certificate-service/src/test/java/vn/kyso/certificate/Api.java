package vn.kyso.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.testkit.TestTokens;

/// The service under test, as its callers reach it.
public final class Api {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String base;

    public Api(int port) {
        this.base = "http://localhost:" + port;
    }

    /// An answer, its body read as JSON where it is.
    public record Answer(int status, byte[] bytes, Map<String, String> headers) {
        public JsonNode json() {
            return JSON.readTree(bytes);
        }

        public String code() {
            return json().path("code").asString();
        }

        public Answer expect(int expected) {
            assertThat(status)
                    .as(new String(bytes, java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(expected);
            return this;
        }
    }

    public String address(String path) {
        return base + path;
    }

    public Answer get(String path, String token) {
        return send(request(path, token).GET());
    }

    public Answer post(String path, Object body, String token) {
        return send(request(path, token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }

    public Answer post(String path, byte[] body, String contentType) {
        return send(request(path, "")
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public Answer delete(String path, String token) {
        return send(request(path, token).DELETE());
    }

    public HttpRequest.Builder request(String path, String token) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + path));
        return token.isEmpty() ? builder : builder.header("Authorization", "Bearer " + token);
    }

    public static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            Map<String, String> headers = new LinkedHashMap<>();
            response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
            return new Answer(response.statusCode(), response.body(), headers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static String operator() {
        return TestTokens.operator("lan", Service.CERTIFICATE);
    }

    /// Enrols somebody.
    public void enrol(String userId, String name) {
        Answer answer = post("/v1/operator/subscribers", Map.of("userId", userId, "name", name), operator());
        assertThat(answer.status()).isIn(200, 201);
    }

    /// Issues a certificate over that key.
    public JsonNode issue(String userId, KeyPair key, String validFor) {
        return issueAnswer(userId, csr(key), validFor).expect(201).json();
    }

    public Answer issueAnswer(String userId, String csr, String validFor) {
        return post(
                "/v1/operator/certificates",
                Map.of("userId", userId, "credentialId", "credential-1", "csr", csr, "validFor", validFor),
                operator());
    }

    /// A certification request as the signing-service makes it, in PEM.
    public static String csr(KeyPair key) {
        String algorithm = key.getPublic() instanceof ECPublicKey ? "SHA256withECDSA" : "SHA256withRSA";
        return csr(key, key, algorithm, new X500Name("CN=whatever the request says"));
    }

    public static String csr(KeyPair key, KeyPair signedBy, String algorithm, X500Name subject) {
        try {
            byte[] request = new JcaPKCS10CertificationRequestBuilder(subject, key.getPublic())
                    .build(new JcaContentSignerBuilder(algorithm).build(signedBy.getPrivate()))
                    .getEncoded();
            StringWriter text = new StringWriter();
            try (PemWriter pem = new PemWriter(text)) {
                pem.writeObject(new PemObject("CERTIFICATE REQUEST", request));
            }
            return text.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
