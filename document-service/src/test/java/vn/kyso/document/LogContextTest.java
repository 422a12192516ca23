package vn.kyso.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.contracts.event.SignatureCreatedEvent;
import vn.kyso.document.played.Pdfs;
import vn.kyso.document.played.PlayedServices;

/// What this service logs about a sign request stands under its tenant and its id.
@ExtendWith(OutputCaptureExtension.class)
class LogContextTest extends DocumentServiceTest {
    @Test
    void theWorkOfSealing(CapturedOutput output) {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-B", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApprovalRequested(asked);
        sayApproved(id);
        String digest = asked.documents().getFirst().digest();
        byte[] foreign =
                PKI.cms(PKI.signer("Người khác"), Base64.getUrlDecoder().decode(digest), false);
        services.say(
                new SignatureCreatedEvent.SignatureCreated(
                        id, document, digest, asked.certificateDigest(), PlayedServices.base64(foreign), Instant.now()),
                document,
                "demo");
        awaitFinished(id);
        assertAllUnder(id, lines(output, "Document " + document + " is not signed"));
    }

    @Test
    void aDeadLetterAboutADocument(CapturedOutput output) {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-B", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApproved(id);
        awaitState(id, "approved");
        services.say(
                new SignatureCreatedEvent.SignatureCreated(
                        id,
                        document,
                        asked.documents().getFirst().digest(),
                        asked.certificateDigest(),
                        "%",
                        Instant.now()),
                document,
                "demo");
        awaitUntil(() -> !lines(output, "Dead letter of signature-created").isEmpty());
        assertAllUnder(id, lines(output, "Dead letter of signature-created"));
    }

    @Test
    void aRequestersCallThatIsRefused(CapturedOutput output) {
        String id = ask("B-B", upload(Pdfs.pages(1))).path("id").asString();
        sayClosed(id, SessionChangedEvent.Outcome.DECLINED, "declined");
        awaitFinished(id);
        assertThat(api.post("/v1/sign-requests/" + id + "/cancel", "").code()).isEqualTo("request-finished");
        assertAllUnder(id, lines(output, "/v1/sign-requests/" + id + "/cancel"));
    }

    @Test
    void aSignersCallThatIsRefused(CapturedOutput output) {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-B", document).path("id").asString();
        assertThat(api.prepared(SIGNER, id, UUID.randomUUID().toString(), Map.of())
                        .code())
                .isEqualTo("not-found");
        assertAllUnder(id, lines(output, "/v1/prepared/" + id));
    }

    private static List<String> lines(CapturedOutput output, String text) {
        return output.getAll().lines().filter(line -> line.contains(text)).toList();
    }

    private static void assertAllUnder(String request, List<String> lines) {
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .contains("\"tenant\":\"demo\"")
                        .contains("\"signRequest\":\"" + request + "\""));
    }
}
