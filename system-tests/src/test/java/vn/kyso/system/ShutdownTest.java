package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import vn.kyso.testkit.judge.Judgement;

/// A service that is told to stop takes nothing new and ends what it is at: no download is torn, no request is lost.
final class ShutdownTest {
    private static final String SERVICE = "document-service";
    /// More than all the buffers between the service and whoever reads, so that it is still writing.
    private static final int MUCH = 64 << 20;
    private static final int A_LITTLE = 1 << 16;

    private final Platform platform = Platform.running();
    private final Requester demo = Requester.of("demo");

    @Test
    @Tag("long")
    void whatIsUnderWayEndsAndWhatWasAskedIsSigned()
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Signers.Signer signer = Signers.enrolled("p256");
        byte[] large = large();
        String download = "/v1/documents/" + demo.uploaded("large.pdf", large) + "/content";
        JsonNode waiting = asked(signer);
        JsonNode approved = asked(signer);
        String waitingId = waiting.path("id").asString();
        signer.phone().awaits(waitingId);
        try (InputStream body = Http.open(demo.request(download).GET()).body();
                InputStream events = events(waitingId, "0")) {
            byte[] begin = body.readNBytes(A_LITTLE);
            assertThat(new String(events.readNBytes(3), StandardCharsets.US_ASCII))
                    .isEqualTo("id:");
            signer.phone()
                    .approve(
                            approved.path("id").asString(),
                            approved.path("matchCode").asString())
                    .expecting(202);

            ProcessHandle process = platform.process(SERVICE);
            process.destroy();
            Awaitility.await("nothing new is taken")
                    .atMost(Requester.PATIENCE)
                    .until(() -> !listens(platform.service(SERVICE)));
            assertThat(process.isAlive()).as("while somebody is being answered").isTrue();

            String toldUntilThen = new String(events.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(toldUntilThen).contains("event:approval-requested").doesNotContain("event:finished");
            ByteArrayOutputStream read = new ByteArrayOutputStream(large.length);
            read.writeBytes(begin);
            body.transferTo(read);
            assertThat(read.toByteArray()).isEqualTo(large);
            process.onExit().get(Requester.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(Files.readString(platform.data().resolve("logs").resolve(SERVICE + ".log")))
                    .contains("Graceful shutdown complete");
        } finally {
            platform.up();
        }

        assertSigned(approved);
        signer.phone().approve(waitingId, waiting.path("matchCode").asString()).expecting(202);
        assertSigned(waiting);
        // Whoever watched goes on where the stream ended.
        try (InputStream events = events(waitingId, "2")) {
            assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("event:finished")
                    .doesNotContain("event:asked");
        }
    }

    private JsonNode asked(Signers.Signer signer) {
        return demo.ask(Requester.asking(
                        demo.uploaded("a.pdf", Pdfs.contract(1)),
                        Map.of("invisible", true),
                        signer.userId(),
                        signer.serial()))
                .expecting(202)
                .json();
    }

    private InputStream events(String id, String after) {
        return Http.open(demo.request("/v1/sign-requests/" + id + "/events")
                        .header("Last-Event-ID", after)
                        .GET())
                .body();
    }

    private void assertSigned(JsonNode asked) {
        JsonNode finished = demo.finished(asked.path("id").asString());
        assertThat(finished.path("outcome").asString()).isEqualTo("signed");
        Judgement judgement =
                Judged.of(demo.content(finished.at("/documents/0/id").asString()));
        judgement.acceptedByAll("B-T");
        assertThat(judgement.signatures()).isEqualTo(1);
    }

    private static boolean listens(URI service) {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /// A document with much in it that can't be compressed.
    private static byte[] large() throws IOException {
        byte[] noise = new byte[MUCH];
        new Random(1).nextBytes(noise);
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage());
            COSStream stream = document.getDocument().createCOSStream();
            try (var out = stream.createOutputStream()) {
                out.write(noise);
            }
            document.getDocumentCatalog().getCOSObject().setItem("KysoNoise", stream);
            ByteArrayOutputStream out = new ByteArrayOutputStream(MUCH + A_LITTLE);
            document.save(out);
            return out.toByteArray();
        }
    }
}
