package vn.kyso.document.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.event.DocumentSigned;
import vn.kyso.contracts.event.SignRequestFinished;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.document.DocumentSettings;
import vn.kyso.document.played.Pdfs;
import vn.kyso.document.request.SealingWork;
import vn.kyso.messaging.WorkItem;

/// A worker that dies, or is overtaken, at any point: the document is sealed once.
class CrashTest extends DocumentServiceTest {
    @Autowired
    private SealingWorker worker;

    @Autowired
    private DocumentSettings settings;

    @Test
    void aWorkerThatLostItsLeaseChangesNothing() throws IOException {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-B", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        // The signature is there, and no row of work that this worker could finish: as if another had it.
        byte[] digest = java.util.Base64.getUrlDecoder()
                .decode(asked.documents().getFirst().digest());
        jdbc.sql("update request_document set cms = :cms where request = :id")
                .param("cms", PKI.cms(HOLDER, digest, false))
                .param("id", UUID.fromString(id))
                .update();
        long blobs = blobs();
        worker.work(lost(id, document));
        // Its bytes were written before the commit that failed, and wait for the sweep.
        assertThat(blobs()).isEqualTo(blobs + 1);
        assertThat(api.get("/v1/documents/" + document).json().path("revision").asInt())
                .isEqualTo(1);
        assertThat(read(id).path("state").asString()).isEqualTo("asked");
        assertThat(documentHeld(document)).isTrue();
        assertThat(heard.all(DocumentSigned.class, e -> e.requestId().equals(id)))
                .isEmpty();
    }

    @Test
    void aSecondWorkerFindsNothingToDo() {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-T", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApproved(id);
        saySigned(asked);
        JsonNode finished = awaitFinished(id);
        worker.work(lost(id, document));
        worker.expired(lost(id, document));
        assertThat(read(id)).isEqualTo(finished);
        awaitFinishedEvent(id);
        assertThat(heard.all(DocumentSigned.class, e -> e.requestId().equals(id)))
                .hasSize(1);
        assertThat(heard.all(SignRequestFinished.class, e -> e.requestId().equals(id)))
                .hasSize(1);
        judge(content(document)).acceptedByAll("B-T");
    }

    @Test
    void aWorkerThatDiedIsFollowedByAnother() {
        String document = upload(Pdfs.pages(1));
        String id = ask("B-B", document).path("id").asString();
        SignRequestedEvent.SignatureAsked asked = asked(id);
        sayApproved(id);
        awaitState(id, "approved");
        // What the listener records, leased by a worker that is no more.
        byte[] digest = java.util.Base64.getUrlDecoder()
                .decode(asked.documents().getFirst().digest());
        jdbc.sql("update request_document set cms = :cms where request = :id")
                .param("cms", PKI.cms(HOLDER, digest, false))
                .param("id", UUID.fromString(id))
                .update();
        jdbc.sql("""
                        insert into messaging_work (queue, work_key, tenant, payload, due_at, deadline, attempt, lease, added_at)
                        values ('seal', :key, 'demo', '{}', now() + interval '2 seconds', now() + interval '1 hour', 1,
                            gen_random_uuid(), now())
                        """).param("key", id + "/" + document).update();
        JsonNode finished = awaitFinished(id);
        assertThat(finished.path("outcome").asString()).isEqualTo("signed");
        assertAcceptedUntilAByteIsFlipped(content(document)).acceptedByAll("B-B");
    }

    private static WorkItem lost(String request, String document) {
        return new WorkItem(
                SealingWork.QUEUE,
                request + "/" + document,
                "demo",
                "{}",
                1,
                Instant.now().plusSeconds(60),
                UUID.randomUUID());
    }

    private long blobs() throws IOException {
        try (Stream<Path> files = Files.walk(settings.blobFolder())) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
