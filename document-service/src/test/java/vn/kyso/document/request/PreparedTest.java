package vn.kyso.document.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Pdfs;
import vn.kyso.document.played.PlayedServices;
import vn.kyso.testkit.TestKeys;

/// What a signer's phone reads before anybody signs.
class PreparedTest extends DocumentServiceTest {
    @Test
    void isWhatTheDigestIsOf() throws NoSuchAlgorithmException {
        byte[] pdf = Pdfs.pages(1);
        String document = upload(pdf);
        String id = ask("B-T", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        Api.Answer answer = api.prepared(SIGNER, id, document, Map.of());
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        byte[] prepared = answer.body();
        assertThat(Arrays.copyOf(prepared, pdf.length)).isEqualTo(pdf);
        String text = new String(prepared, StandardCharsets.ISO_8859_1);
        int hole = text.indexOf("<0000000000", pdf.length);
        int end = text.indexOf('>', hole) + 1;
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(prepared, 0, hole);
        digest.update(prepared, end, prepared.length - end);
        assertThat(PlayedServices.base64(digest.digest()))
                .isEqualTo(asked.documents().getFirst().digest());
        assertThat((end - hole - 2) / 2).isEqualTo(asked.documents().getFirst().contentsReservedBytes());
    }

    @Test
    void isSentInPartAndDescribed() {
        byte[] pdf = Pdfs.pages(1);
        String document = upload(pdf);
        String id = ask("B-T", document).path("id").asString();
        byte[] whole = api.prepared(SIGNER, id, document, Map.of()).body();
        Api.Answer part = api.prepared(
                SIGNER, id, document, Map.of("Range", "bytes=" + (pdf.length - 5) + "-" + (pdf.length + 4)));
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, pdf.length - 5, pdf.length + 5));
        Api.Answer head = api.prepared("HEAD", SIGNER, id, document, Map.of());
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(whole.length));
    }

    @Test
    void isForItsSignerAlone() {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-T", document).path("id").asString();
        SignerRef other = SignerRef.of("ICA.0312345678", TestKeys.signerKey());
        assertThat(api.prepared(other, id, document, Map.of()).code()).isEqualTo("not-found");
        assertThat(api.get("/v1/prepared/" + id + "/" + document).status()).isEqualTo(401);
        assertThat(api.prepared(SIGNER, id, upload(Pdfs.pages(1)), Map.of()).code())
                .isEqualTo("not-found");
        assertThat(api.prepared(SIGNER, "x", document, Map.of()).code()).isEqualTo("not-found");
    }

    @Test
    void isGoneWithTheRequest() {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-T", document).path("id").asString();
        sayClosed(id, SessionChangedEvent.Outcome.DECLINED, "declined");
        awaitFinished(id);
        assertThat(api.prepared(SIGNER, id, document, Map.of()).code()).isEqualTo("not-found");
    }

    @Test
    void isNotHandedOutOnceSomebodyChangedItsRow() {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-B", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        jdbc.sql(
                        "update request_document set prepared = set_byte(prepared, 100, get_byte(prepared, 100) # 1) where request = :id")
                .param("id", java.util.UUID.fromString(id))
                .update();
        assertThat(api.prepared(SIGNER, id, document, Map.of()).code()).isEqualTo("not-found");
        sayApproved(id);
        saySigned(asked);
        assertThat(awaitFinished(id).path("documents").get(0).path("reason").asString())
                .isEqualTo("output-check-failed");
    }
}
