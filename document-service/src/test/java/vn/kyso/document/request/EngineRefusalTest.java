package vn.kyso.document.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Pdfs;
import vn.kyso.pades.Certification;
import vn.kyso.pades.Placement;

/// What a document, its earlier signatures and its fields do not allow: each refused with its type, and nothing is
/// changed, held or said.
class EngineRefusalTest extends DocumentServiceTest {
    private static final String FIELD = "contract.signature";
    private static final Map<String, Object> IN_FIELD = Map.of("field", FIELD);
    private static final Map<String, Object> INVISIBLE = Map.of("invisible", true);
    private static final Map<String, Object> ON_PAGE = Map.of("page", 1, "x", 72, "y", 72, "width", 200, "height", 60);

    @Test
    void aDocumentCertifiedAgainstAnyChange() {
        String document = upload(certified(Certification.NO_CHANGES));
        JsonNode described = api.get("/v1/documents/" + document).json();
        assertThat(described.path("canSign").asBoolean()).isFalse();
        assertThat(described.path("whyNot").asString()).isEqualTo("certified-against-change");
        for (Map<String, Object> placement : List.of(ON_PAGE, INVISIBLE, IN_FIELD)) {
            assertRefused(document, placement, "certified-against-change");
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NO_CHANGES")
    void aNewVisibleFieldInACertifiedDocument(Certification certification) {
        String document = upload(certified(certification));
        assertThat(api.get("/v1/documents/" + document).json().path("canSign").asBoolean())
                .isTrue();
        assertRefused(document, ON_PAGE, "certified-against-change");
        assertTaken(document, IN_FIELD);
    }

    @Test
    void aFieldThatIsReadOnly() {
        String document = upload(Pdfs.withFieldHaving("/Ff 1"));
        assertRefused(document, IN_FIELD, "field-locked");
        assertTaken(document, INVISIBLE);
    }

    @Test
    void anythingOnceAnEarlierSignatureLockedAllFields() {
        byte[] locking = Pdfs.withFieldHaving("/Lock<</Type/SigFieldLock/Action/All>>");
        String document = upload(Pdfs.signed(locking, Placement.inField(FIELD), null, PKI, HOLDER));
        assertRefused(document, INVISIBLE, "field-locked");
        assertRefused(document, ON_PAGE, "field-locked");
    }

    @Test
    void aFieldThatHoldsASignature() {
        byte[] signed = Pdfs.signed(Pdfs.withFieldHaving(""), Placement.inField(FIELD), null, PKI, HOLDER);
        String document = upload(signed);
        assertRefused(document, IN_FIELD, "field-already-signed");
        assertTaken(document, INVISIBLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/SV<</Ff 2/SubFilter[/adbe.pkcs7.detached]>>",
                "/SV<</Ff 64/DigestMethod[(SHA512)]>>",
                "/SV<</Ff 8/Reasons[(Approved)]>>",
                "/SV<</Ff 32/AddRevInfo true>>"
            })
    void aFieldWhoseSeedValuesAskForSomethingElse(String seed) {
        String document = upload(Pdfs.withFieldHaving(seed));
        assertRefused(document, IN_FIELD, "seed-value-not-met");
        assertTaken(document, INVISIBLE);
    }

    private static byte[] certified(Certification certification) {
        return Pdfs.signed(Pdfs.withFieldHaving(""), Placement.invisible(), certification, PKI, HOLDER);
    }

    private Api.Answer place(String document, Map<String, Object> placement) {
        return api.post("/v1/sign-requests", body("B-B", List.of(Map.of("id", document, "placement", placement))));
    }

    private void assertRefused(String document, Map<String, Object> placement, String code) {
        String before = everything();
        Api.Answer answer = place(document, placement);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.json().path("documentId").asString()).isEqualTo(document);
        assertThat(everything()).isEqualTo(before);
        assertThat(documentHeld(document)).isFalse();
    }

    /// That it is the placement which is refused, and that a refusal left the document free and unspoken of.
    private void assertTaken(String document, Map<String, Object> placement) {
        Api.Answer answer = place(document, placement);
        assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        String id = answer.json().path("id").asString();
        asked(id);
        assertThat(heard.all(
                        SignRequestedEvent.SignatureAsked.class,
                        e -> e.documents().stream().anyMatch(d -> d.documentId().equals(document))))
                .extracting(SignRequestedEvent.SignatureAsked::requestId)
                .containsExactly(id);
    }

    /// What a request that was taken leaves behind, counted.
    private String everything() {
        return jdbc.sql("""
                        select concat_ws('/', (select count(*) from sign_request),
                            (select count(*) from request_document), (select count(*) from document_writer),
                            (select count(*) from timeline), (select count(*) from messaging_work),
                            (select count(*) from frame_audit where action = 'signature-asked'))""").query(String.class).single();
    }
}
