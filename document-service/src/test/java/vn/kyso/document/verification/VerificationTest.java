package vn.kyso.document.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;
import vn.kyso.cades.Certificates;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Pdfs;
import vn.kyso.document.played.PlayedPki;

/// A file is brought, judged, and gone.
class VerificationTest extends DocumentServiceTest {
    @Value("${kyso.document.blob-folder}.work")
    private Path workFolder = Path.of("");

    private Api.Answer verify(byte[] pdf, String... headers) {
        HttpRequest.Builder request = api.request("/v1/verifications")
                .header("Content-Type", "application/pdf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(pdf));
        return Api.send(headers.length == 0 ? request : request.headers(headers));
    }

    private byte[] signed(String level) {
        String document = upload(Pdfs.pages(1));
        String id = ask(level, document).path("id").asString();
        sayApproved(id);
        saySigned(asked(id));
        awaitFinished(id);
        return api.get("/v1/documents/" + document + "/content").body();
    }

    @Test
    void anArchivedFileIsReportedWithItsLevelAndItsDocumentTimestamp() {
        JsonNode verification = verify(signed("B-LTA")).json();
        assertThat(verification.path("outcome").asString())
                .as(verification.toString())
                .isEqualTo("valid");
        assertThat(verification.path("signatures").get(0).path("level").asString())
                .isEqualTo("B-LTA");
        assertThat(verification.path("signatures").size()).isEqualTo(2);
    }

    @Test
    void aSignedFileIsValidUntilAByteIsFlipped() {
        byte[] signed = signed("B-LT");
        Api.Answer answer = verify(signed, "Content-Disposition", "attachment; filename*=UTF-8''h%E1%BB%A3p.pdf");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        JsonNode verification = answer.json();
        assertThat(verification.path("outcome").asString())
                .as(answer.toString())
                .isEqualTo("valid");
        assertThat(verification.path("name").asString()).isEqualTo("hợp.pdf");
        JsonNode signature = verification.path("signatures").get(0);
        assertThat(signature.path("indication").asString()).isEqualTo("TOTAL-PASSED");
        assertThat(signature.path("level").asString()).isEqualTo("B-LT");
        assertThat(signature.path("signer").path("name").asString()).isEqualTo("Nguyễn Thị Hường");
        assertThat(signature.path("provenAt").asString()).isNotEmpty();
        assertThat(signature.path("chain").get(2).path("anchor").asString()).isEqualTo("configured");
        assertThat(signature.path("signer").path("revocation").path("source").asString())
                .isEqualTo("embedded");

        int at = new String(signed, StandardCharsets.ISO_8859_1).indexOf("/MediaBox") + 12;
        signed[at] ^= 1;
        JsonNode changed = verify(signed).json();
        assertThat(changed.path("outcome").asString()).isEqualTo("not-valid");
        assertThat(changed.path("signatures").get(0).path("subIndication").asString())
                .isEqualTo("HASH_FAILURE");
    }

    @Test
    void theStatusOfCertificatesIsAskedForWhereTheFileHoldsNone() {
        JsonNode verification = verify(signed("B-T")).json();
        assertThat(verification.path("outcome").asString())
                .as(verification.toString())
                .isEqualTo("valid");
        JsonNode signer = verification.path("signatures").get(0).path("signer");
        assertThat(signer.path("revocation").path("source").asString()).isEqualTo("fetched");
        assertThat(signer.path("revocation").path("status").asString()).isEqualTo("good");
    }

    @Test
    void aFileWithoutSignaturesIsToldSo() {
        JsonNode verification = verify(Pdfs.pages(1)).json();
        assertThat(verification.path("outcome").asString()).isEqualTo("not-signed");
        assertThat(verification.path("signatures").isEmpty()).isTrue();
        assertThat(verification.path("name").isNull()).isTrue();
    }

    @Test
    void whatIsNoPdfIsRefused() {
        assertThat(verify("a letter".getBytes(StandardCharsets.US_ASCII)).code())
                .isEqualTo("not-a-pdf");
        assertThat(verify(new byte[0]).code()).isEqualTo("not-a-pdf");
        assertThat(verify(Pdfs.pages(1), "Kyso-Trust", "no certificate").code()).isEqualTo("malformed-request");
        Api.Answer json = Api.send(api.request("/v1/verifications")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(json.code()).isEqualTo("unsupported-media-type");
    }

    @Test
    void anotherAnchorMayBeBroughtAlong() {
        String root = Base64.getUrlEncoder().withoutPadding().encodeToString(Certificates.der(new PlayedPki().root()));
        JsonNode verification = verify(signed("B-B"), "Kyso-Trust", root).json();
        assertThat(verification.path("outcome").asString()).isEqualTo("valid");
    }

    @Test
    void nothingStaysBehind() throws java.io.IOException {
        verify(Pdfs.ofSize(1 << 20));
        assertThat(workFolder).isDirectory();
        try (Stream<Path> files = Files.list(workFolder)) {
            assertThat(files).isEmpty();
        }
    }
}
