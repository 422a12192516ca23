package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.kyso.testkit.judge.Judgement;

/// The largest sign request there may be: one approval, a thousand documents, each signed once.
@Tag("long")
final class ThousandDocumentsTest {
    private static final Logger LOG = Logger.getLogger(ThousandDocumentsTest.class.getName());
    private static final int DOCUMENTS = 1_000;

    private final Requester demo = Requester.of("demo");

    @Test
    void oneApprovalSignsAThousandDocuments() throws InterruptedException, ExecutionException {
        Signers.Signer signer = Signers.enrolled("p256");
        List<String> ids = uploaded();
        List<Map<String, Object>> documents = ids.stream()
                .map(d -> Map.<String, Object>of("id", d, "placement", Map.of("invisible", true)))
                .toList();
        long asking = System.nanoTime();
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
        signer.phone().awaits(id);
        long waiting = System.nanoTime();
        signer.phone().approve(id, asked.path("matchCode").asString()).expecting(202);
        long approved = System.nanoTime();
        JsonNode finished = demo.finished(id);
        LOG.info("Asked and on the phone after %d ms; approved to finished %d ms"
                .formatted((waiting - asking) / 1_000_000, (System.nanoTime() - approved) / 1_000_000));

        assertThat(finished.path("outcome").asString()).isEqualTo("signed");
        assertThat(finished.path("documents")).hasSize(DOCUMENTS).allSatisfy(d -> assertThat(
                        d.path("state").asString())
                .isEqualTo("signed"));
        for (int sample : List.of(0, DOCUMENTS / 2, DOCUMENTS - 1)) {
            Judgement judgement = Judged.of(demo.content(ids.get(sample)));
            judgement.acceptedByAll("B-T");
            assertThat(judgement.signatures()).isEqualTo(1);
        }
    }

    private List<String> uploaded() throws InterruptedException, ExecutionException {
        try (ExecutorService eight = Executors.newFixedThreadPool(8)) {
            List<Future<String>> uploads = IntStream.range(0, DOCUMENTS)
                    .mapToObj(i -> eight.submit(() -> demo.uploaded("Phiếu " + i + ".pdf", Pdfs.contract(1))))
                    .toList();
            List<String> ids = new ArrayList<>();
            for (Future<String> upload : uploads) {
                ids.add(upload.get());
            }
            return ids;
        }
    }
}
