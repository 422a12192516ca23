package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import vn.kyso.testkit.judge.Judgement;

/// Upload, look up, place, ask, approve on the phone, and a PDF comes back that every judge calls valid.
final class MainJobTest {
    private final Requester demo = Requester.of("demo");

    @ParameterizedTest
    @CsvSource({
        "p256, B-B, visible",
        "p256, B-T, field",
        "p256, B-LT, invisible",
        "rsa2048, B-B, invisible",
        "rsa2048, B-LTA, visible",
        "rsa3072, B-T, visible"
    })
    void aPdfComesBackThatEveryJudgeCallsValid(String keyType, String level, String where) {
        Signers.Signer signer = Signers.enrolled(keyType);
        byte[] original = where.equals("field") ? Pdfs.withEmptyField("Chữ ký") : Pdfs.contract(3);
        String document = demo.uploaded("Hợp đồng số 1.pdf", original);
        Map<String, Object> placement = switch (where) {
            case "visible" -> Map.of("page", 2, "x", 300, "y", 100, "width", 220, "height", 90);
            case "field" -> Map.of("field", "Chữ ký");
            default -> Map.of("invisible", true);
        };
        Map<String, Object> asking =
                new java.util.LinkedHashMap<>(Requester.asking(document, placement, signer.userId(), signer.serial()));
        asking.put("level", level);
        asking.put("reason", "Đồng ý với nội dung");
        asking.put("location", "Thành phố Hồ Chí Minh");

        JsonNode asked = demo.ask(asking).expecting(202).json();
        String id = asked.path("id").asString();
        signer.phone().approve(id, asked.path("matchCode").asString()).expecting(202);
        JsonNode finished = demo.finished(id);

        assertThat(finished.path("outcome").asString()).as(finished.toString()).isEqualTo("signed");
        byte[] signed = demo.content(document);
        assertThat(signed).startsWith(original);
        Judged.of(signed).acceptedByAll(level);
        assertThat(Requester.timeline(finished))
                .containsSubsequence("asked", "approval-requested", "approved", "document-signed", "finished");
        JsonNode evidence =
                demo.get("/v1/sign-requests/" + id + "/evidence").expecting(200).json();
        assertThat(evidence.toString()).contains(id);
    }

    @Test
    void oneApprovalSignsManyDocumentsEachWithItsResult() {
        Signers.Signer signer = Signers.enrolled("p256");
        List<String> ids = IntStream.range(0, 25)
                .mapToObj(i -> demo.uploaded("Phiếu " + i + ".pdf", Pdfs.contract(1)))
                .toList();
        List<Map<String, Object>> documents = ids.stream()
                .map(d -> Map.<String, Object>of("id", d, "placement", Map.of("invisible", true)))
                .toList();
        JsonNode asked = demo.ask(Map.of(
                        "documents",
                        documents,
                        "signer",
                        Map.of("userId", signer.userId()),
                        "certificateSerial",
                        signer.serial()))
                .expecting(202)
                .json();
        String id = asked.path("id").asString();
        signer.phone().approve(id, asked.path("matchCode").asString()).expecting(202);
        JsonNode finished = demo.finished(id);
        assertThat(finished.path("outcome").asString()).isEqualTo("signed");
        assertThat(finished.path("documents"))
                .allSatisfy(d -> assertThat(d.path("state").asString()).isEqualTo("signed"));
        Judged.of(demo.content(ids.get(7))).acceptedByAll("B-T");
    }

    @Test
    void aSecondSignerSignsAfterTheFirstAndBothStayValid() {
        Signers.Signer first = Signers.enrolled("p256");
        Signers.Signer second = Signers.enrolled("rsa2048");
        String document = demo.uploaded("Biên bản.pdf", Pdfs.contract(2));
        for (Signers.Signer signer : List.of(first, second)) {
            JsonNode asked = demo.ask(Requester.asking(
                            document,
                            Map.of("page", 1, "x", signer == first ? 60 : 320, "y", 80, "width", 200, "height", 80),
                            signer.userId(),
                            signer.serial()))
                    .expecting(202)
                    .json();
            signer.phone()
                    .approve(
                            asked.path("id").asString(), asked.path("matchCode").asString())
                    .expecting(202);
            assertThat(demo.finished(asked.path("id").asString())
                            .path("outcome")
                            .asString())
                    .isEqualTo("signed");
        }
        Judgement judgement = Judged.of(demo.content(document));
        judgement.acceptedByAll("B-T");
        assertThat(judgement.signatures()).isEqualTo(2);
        refusedOnceAByteIsFlipped(demo.content(document));
    }

    /// By each judge of signatures and by our own verification, in what is signed; by the judge of structure too, which
    /// sees nothing but structure, in the offset that readers begin with.
    private void refusedOnceAByteIsFlipped(byte[] signed) {
        JsonNode verification = demo.verification(signed);
        assertThat(verification.path("outcome").asString())
                .as(verification.toString())
                .isEqualTo("valid");
        assertThat(verification.at("/signatures/0/signer/issuer").asString())
                .as("a name that people can read")
                .contains("CN=Kyso Issuing CA", "SERIALNUMBER=")
                .doesNotContain("#");
        String text = new String(signed, StandardCharsets.ISO_8859_1);
        int time = text.lastIndexOf("/M (D:20") + "/M (D:20".length();
        byte[] changed = signed.clone();
        changed[time] ^= 1;
        Judged.of(changed).signatureRefusedByAll();
        assertThat(demo.verification(changed).path("outcome").asString()).isEqualTo("not-valid");
        int offset = text.lastIndexOf("startxref") + "startxref\n".length();
        byte[] broken = signed.clone();
        broken[offset] ^= 1;
        Judged.of(broken).structureRefused();
        assertThat(demo.verification(broken).path("outcome").asString()).isEqualTo("not-valid");
    }
}
