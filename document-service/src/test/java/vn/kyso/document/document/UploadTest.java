package vn.kyso.document.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Pdfs;
import vn.kyso.pades.Placement;

@TestPropertySource(properties = "kyso.document.max-size=3MB")
class UploadTest extends DocumentServiceTest {
    private static final int LIMIT = 3 << 20;

    @Autowired
    private DocumentSettings settings;

    @Test
    void describesWhatWasTaken() {
        byte[] pdf = Pdfs.withField("Ky1");
        Api.Answer answer = api.upload("Hợp đồng số 1.pdf", pdf);
        assertThat(answer.status()).isEqualTo(201);
        JsonNode document = answer.json();
        assertThat(answer.header("Location"))
                .isEqualTo("/v1/documents/" + document.path("id").asString());
        assertThat(document.path("name").asString()).isEqualTo("Hợp đồng số 1.pdf");
        assertThat(document.path("size").asInt()).isEqualTo(pdf.length);
        assertThat(document.path("revision").asInt()).isEqualTo(1);
        assertThat(document.path("repaired").asBoolean()).isFalse();
        assertThat(document.path("canSign").asBoolean()).isTrue();
        assertThat(document.path("whyNot").isNull()).isTrue();
        assertThat(document.path("certification").isNull()).isTrue();
        assertThat(document.path("pages").get(0).path("cropBox").path("height").asDouble())
                .isGreaterThan(800);
        assertThat(document.path("emptyFields").get(0).path("name").asString()).isEqualTo("Ky1");
        assertThat(api.get("/v1/documents/" + document.path("id").asString()).json())
                .isEqualTo(document);
    }

    static Stream<Arguments> refused() {
        byte[] pdf = Pdfs.pages(1);
        return Stream.of(
                Arguments.of("nothing", new byte[0], "not-a-pdf", 422),
                Arguments.of("text", "Chào".getBytes(StandardCharsets.UTF_8), "not-a-pdf", 422),
                Arguments.of("header alone", "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII), null, 422),
                Arguments.of("password", Pdfs.withPassword(), "password-needed", 422),
                Arguments.of("no permission", Pdfs.withoutPermissionToSign(), "permission-missing", 422),
                Arguments.of("by certificate", Pdfs.withUnknownEncryption(), "unsupported-encryption", 422),
                Arguments.of("damaged and signed", damagedAndSigned(pdf), "damaged-and-signed", 422),
                Arguments.of("no pages", Pdfs.withoutPages(), "no-pages", 422),
                Arguments.of("truncated", Arrays.copyOf(pdf, pdf.length / 3), null, 422),
                Arguments.of("too large", Pdfs.ofSize(LIMIT), "document-too-large", 413));
    }

    private static byte[] damagedAndSigned(byte[] pdf) {
        byte[] signed = Pdfs.signed(pdf, Placement.invisible(), null, PKI, HOLDER);
        return Arrays.copyOf(signed, signed.length - 10);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesAndKeepsNothing(String what, byte[] body, @org.jspecify.annotations.Nullable String code, int status)
            throws IOException {
        int before = documents();
        long blobs = blobs();
        Api.Answer answer = api.upload(what + ".pdf", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        if (code != null) {
            assertThat(answer.code()).isEqualTo(code);
        }
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(documents()).isEqualTo(before);
        assertThat(blobs()).isEqualTo(blobs);
    }

    @Test
    void enforcesTheLimitWithoutContentLength() throws IOException {
        long blobs = blobs();
        HttpRequest.Builder chunked = api.request("/v1/documents")
                .header("Content-Type", "application/pdf")
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> new Endless(LIMIT + 1L)));
        Api.Answer answer = Api.send(chunked);
        assertThat(answer.code()).isEqualTo("document-too-large");
        assertThat(answer.json().path("maxBytes").asInt()).isEqualTo(LIMIT);
        assertThat(blobs()).isEqualTo(blobs);
    }

    @Test
    void refusesByContentLengthBeforeReading() throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write(("POST /v1/documents HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + api.token()
                                    + "\r\nContent-Type: application/pdf\r\nContent-Length: 999999999999\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            byte[] start = socket.getInputStream().readNBytes(12);
            assertThat(new String(start, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void keepsNothingOfAnUploadThatBreaksOff() throws IOException {
        int before = documents();
        long blobs = blobs();
        byte[] pdf = Pdfs.pages(1);
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(("POST /v1/documents HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + api.token()
                                    + "\r\nContent-Type: application/pdf\r\nContent-Length: " + (pdf.length + 5)
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(pdf);
        }
        awaitUntil(() -> files(".incoming") == 0);
        assertThat(documents()).isEqualTo(before);
        assertThat(blobs()).isEqualTo(blobs);
    }

    @Test
    void answersTheSameForTheSameKey() throws IOException {
        byte[] pdf = Pdfs.pages(1);
        Api.Answer first = upload(pdf, "key-1");
        long blobs = blobs();
        Api.Answer again = upload(pdf, "key-1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(blobs()).isEqualTo(blobs);
        assertThat(upload(Pdfs.pages(2), "key-1").code()).isEqualTo("idempotency-key-reused");
        assertThat(blobs()).isEqualTo(blobs);
    }

    @Test
    void takesPdfAlone() {
        Api.Answer answer = Api.send(api.request("/v1/documents")
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("x")));
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.code()).isEqualTo("unsupported-media-type");
    }

    @Test
    void listsNewestFirstInPagesAndByName() {
        for (int i = 1; i <= 5; i++) {
            assertThat(api.upload("Danh sách 100% _" + i + ".pdf", Pdfs.pages(1))
                            .status())
                    .isEqualTo(201);
        }
        JsonNode first = api.get("/v1/documents?limit=2&name=" + "100%25%20_").json();
        assertThat(first.path("documents").size()).isEqualTo(2);
        assertThat(first.path("documents").get(0).path("name").asString()).isEqualTo("Danh sách 100% _5.pdf");
        assertThat(first.path("documents").get(0).has("pages")).isFalse();
        JsonNode second = api.get("/v1/documents?limit=2&name=100%25%20_&after="
                        + first.path("next").asString())
                .json();
        assertThat(second.path("documents").get(0).path("name").asString()).isEqualTo("Danh sách 100% _3.pdf");
        JsonNode last = api.get("/v1/documents?limit=2&name=100%25%20_&after="
                        + second.path("next").asString())
                .json();
        assertThat(last.path("documents").size()).isEqualTo(1);
        assertThat(last.path("next").isNull()).isTrue();
        assertThat(api.get("/v1/documents?name=100%25_")
                        .json()
                        .path("documents")
                        .size())
                .isZero();
        assertThat(api.get("/v1/documents?limit=0").code()).isEqualTo("invalid-field");
        assertThat(api.get("/v1/documents?limit=101").code()).isEqualTo("invalid-field");
        assertThat(api.get("/v1/documents?after=x").code()).isEqualTo("invalid-field");
    }

    @Test
    void deletesADocumentAndItsBytes() throws IOException {
        long blobs = blobs();
        String document = upload(Pdfs.pages(1));
        assertThat(blobs()).isEqualTo(blobs + 1);
        assertThat(api.delete("/v1/documents/" + document).status()).isEqualTo(204);
        assertThat(blobs()).isEqualTo(blobs);
        assertThat(api.get("/v1/documents/" + document).code()).isEqualTo("not-found");
        assertThat(api.delete("/v1/documents/" + document).code()).isEqualTo("not-found");
    }

    @Test
    void keepsADocumentOfAnOpenRequest() {
        String document = upload(Pdfs.pages(1));
        ask("B-B", document);
        assertThat(api.delete("/v1/documents/" + document).code()).isEqualTo("document-in-open-request");
        JsonNode described = api.get("/v1/documents/" + document).json();
        assertThat(described.path("canSign").asBoolean()).isFalse();
        assertThat(described.path("whyNot").asString()).isEqualTo("document-in-open-request");
    }

    private Api.Answer upload(byte[] pdf, String key) {
        return Api.send(api.request("/v1/documents")
                .header("Content-Type", "application/pdf")
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofByteArray(pdf)));
    }

    private int documents() {
        return jdbc.sql("select count(*) from document").query(Integer.class).single();
    }

    private long blobs() throws IOException {
        return files("");
    }

    private long files(String folder) throws IOException {
        try (Stream<Path> files = Files.walk(settings.blobFolder().resolve(folder))) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    /// So many bytes that nobody has in memory.
    private static final class Endless extends InputStream {
        private long left;

        Endless(long bytes) {
            this.left = bytes;
        }

        @Override
        public int read() {
            return left-- > 0 ? '%' : -1;
        }
    }
}
