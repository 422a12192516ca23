package vn.kyso.document.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Images;
import vn.kyso.document.played.Pdfs;

/// Pictures are a tenant's, kept once, and seen in the stamps of requests that name them.
class PicturesTest extends DocumentServiceTest {
    private static final int RED = 0xd01818;

    @BeforeAll
    void asATenantOfItsOwn() {
        api = Api.of(port, "pictures");
    }

    @Test
    void theSameBytesAreTheSamePicture() {
        byte[] seal = Images.seal();
        Api.Answer added = api.picture("image/png", seal);
        assertThat(added.status()).as(added.toString()).isIn(200, 201);
        String id = added.json().path("id").asString();
        assertThat(added.json().path("width").asInt()).isEqualTo(120);
        assertThat(added.json().path("size").asInt()).isEqualTo(seal.length);
        Api.Answer again = api.picture("image/png", seal);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(added.json());

        Api.Answer content = api.get("/v1/pictures/" + id + "/content");
        assertThat(content.body()).isEqualTo(seal);
        assertThat(content.header("Content-Type")).isEqualTo("image/png");
        assertThat(api.get("/v1/pictures").json().path("pictures").findValuesAsString("id"))
                .contains(id);
    }

    @Test
    void theSignersPhoneIsShownTheStampWithThePicture() throws IOException {
        String id = api.picture("image/png", Images.seal()).json().path("id").asString();
        String document = upload(Pdfs.pages(1));
        JsonNode request = expecting(202, stamped(List.of(item(document)), Map.of("picture", id)))
                .json();
        byte[] prepared = api.prepared(SIGNER, request.path("id").asString(), document, Map.of())
                .body();
        try (PDDocument read = Loader.loadPDF(prepared)) {
            BufferedImage page = new PDFRenderer(read).renderImage(0);
            int height = page.getHeight();
            // In the middle of 200 by 60 at 72, 72; left of it nothing, as the picture is square.
            assertThat(page.getRGB(172, height - 102) & 0xffffff).isEqualTo(RED);
            assertThat(page.getRGB(100, height - 102) & 0xffffff).isEqualTo(0xffffff);
        }
    }

    @Test
    void aDeletedPictureIsGoneForNewRequestsOnly() {
        String id =
                api.picture("image/png", Images.noise(20, 10)).json().path("id").asString();
        String document = upload(Pdfs.pages(1));
        String request = expecting(202, stamped(List.of(item(document)), Map.of("picture", id)))
                .json()
                .path("id")
                .asString();
        assertThat(api.delete("/v1/pictures/" + id).status()).isEqualTo(204);
        assertThat(api.delete("/v1/pictures/" + id).status()).isEqualTo(404);
        assertThat(api.get("/v1/pictures/" + id + "/content").code()).isEqualTo("not-found");
        assertThat(api.prepared(SIGNER, request, document, Map.of()).status()).isEqualTo(200);
        String next = upload(Pdfs.pages(1));
        assertThat(expecting(404, stamped(List.of(item(next)), Map.of("picture", id)))
                        .json()
                        .path("pictureId")
                        .asString())
                .isEqualTo(id);
    }

    @Test
    void anotherTenantsPictureIsNotThere() {
        String id = api.picture("image/png", Images.seal()).json().path("id").asString();
        Api other = Api.of(port, "others");
        String document = other.upload("a.pdf", Pdfs.pages(1)).json().path("id").asString();
        Map<String, Object> body = new HashMap<>(body("B-B", List.of(item(document))));
        body.put("stamp", Map.of("picture", id));
        Api.Answer answer = other.post("/v1/sign-requests", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
        assertThat(other.picture("image/png", Images.seal()).status()).isEqualTo(201);
    }

    @Test
    void refusesWhatIsNoPictureOrTooLarge() {
        assertThat(api.picture("image/png", Pdfs.pages(1)).code()).isEqualTo("picture-unreadable");
        assertThat(api.picture("image/png", new byte[0]).code()).isEqualTo("picture-unreadable");
        assertThat(api.picture("image/gif", Images.seal()).code()).isEqualTo("unsupported-media-type");
        // Beyond what is taken of anything but PDFs.
        assertThat(api.picture("image/png", new byte[(1 << 20) + 1]).code()).isEqualTo("request-too-large");
        Api.Answer manyPixels = api.picture("image/png", Images.blank(2_000, 2_000));
        assertThat(manyPixels.code()).isEqualTo("picture-too-large");
        assertThat(manyPixels.status()).isEqualTo(413);
    }

    @Test
    void aLargePictureIsForFewDocuments() {
        String id = api.picture("image/png", Images.noise(590, 590))
                .json()
                .path("id")
                .asString();
        List<Map<String, Object>> items = new ArrayList<>();
        for (int i = 0; i < 33; i++) {
            items.add(item(upload(Pdfs.pages(1))));
        }
        assertThat(expecting(422, stamped(items, Map.of("picture", id))).code()).isEqualTo("too-many-documents");
        expecting(202, stamped(items.subList(0, 2), Map.of("picture", id, "name", true)));
    }

    @Test
    void aTenantHasAHundredAtMost() {
        Api many = Api.of(port, "many-pictures");
        for (int i = 1; i <= 100; i++) {
            assertThat(many.picture("image/png", Images.blank(i, 1)).status()).isEqualTo(201);
        }
        assertThat(many.picture("image/png", Images.blank(101, 1)).code()).isEqualTo("too-many-pictures");
        assertThat(many.picture("image/png", Images.blank(100, 1)).status()).isEqualTo(200);
        String one = many.get("/v1/pictures").json().at("/pictures/0/id").asString();
        assertThat(many.delete("/v1/pictures/" + one).status()).isEqualTo(204);
        assertThat(many.picture("image/png", Images.blank(101, 1)).status()).isEqualTo(201);
    }

    private Map<String, Object> stamped(List<Map<String, Object>> items, Map<String, Object> stamp) {
        Map<String, Object> body = new HashMap<>(body("B-B", items));
        body.put("stamp", stamp);
        return body;
    }

    private Api.Answer expecting(int status, Map<String, Object> body) {
        Api.Answer answer = api.post("/v1/sign-requests", body);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return answer;
    }
}
