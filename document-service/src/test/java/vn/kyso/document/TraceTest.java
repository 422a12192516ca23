package vn.kyso.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.document.played.Pdfs;

/// The trace of an event goes on through the work that follows from it, into the calls to the outside.
class TraceTest extends DocumentServiceTest {
    @Test
    void askingForStatusAndTimestampsIsPartOfTheSignaturesTrace() {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-LTA", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApproved(id);
        awaitState(id, "approved");
        String trace = UUID.randomUUID().toString().replace("-", "");
        services.sendWithin(
                "00-" + trace + "-00f067aa0ba902b7-01",
                services.event(signature(asked, asked.documents().getFirst()), document, "demo"));
        assertThat(awaitFinished(id).path("outcome").asString()).isEqualTo("signed");

        List<String> ofTrace = PKI.traces().stream()
                .filter(call -> call.matches(".* 00-" + trace + "-[0-9a-f]{16}-01"))
                .toList();
        assertThat(ofTrace).anyMatch(call -> call.startsWith("/pki/ocsp"));
        assertThat(ofTrace).anyMatch(call -> call.startsWith("/pki/tsa"));
    }
}
