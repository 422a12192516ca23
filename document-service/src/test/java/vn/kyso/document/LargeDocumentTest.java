package vn.kyso.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.DocumentToSign;
import vn.kyso.contracts.event.SessionChangedEvent;
import vn.kyso.contracts.event.SignRequestedEvent;
import vn.kyso.contracts.event.SignatureCreatedEvent;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.HeardEvents;
import vn.kyso.document.played.LargePdf;
import vn.kyso.document.played.PlayedPki;
import vn.kyso.document.played.PlayedServices;
import vn.kyso.document.played.SmallHeap;
import vn.kyso.testkit.TestKeys;
import vn.kyso.testkit.judge.OpensslCms;
import vn.kyso.testkit.judge.PdfSig;
import vn.kyso.testkit.judge.Trust;
import vn.kyso.testkit.judge.Verdict;

/// 400 MB are uploaded, signed at B-T and downloaded while the service runs in a JVM of its own with 256 MB of heap.
@Tag("long")
class LargeDocumentTest {
    private static final String USER = "ICA.001099012345";
    private static final LargePdf PDF = new LargePdf(400L << 20);

    @TempDir
    Path folder;

    @Test
    void isSignedInASmallHeap() throws IOException, InterruptedException, NoSuchAlgorithmException {
        try (SmallHeap service = SmallHeap.start(folder, 256);
                PlayedServices services = new PlayedServices(service.topicPrefix());
                HeardEvents heard = new HeardEvents(service.topicPrefix())) {
            sign(service.api(), services, heard);
            assertThat(service.isAlive()).isTrue();
        }
    }

    private void sign(Api api, PlayedServices services, HeardEvents heard)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        PlayedPki pki = new PlayedPki();
        PlayedPki.Holder holder = pki.signer("Nguyễn Thị Hường");
        SignerRef signer = SignerRef.of(USER, TestKeys.signerKey());
        services.publishRoot(pki);
        services.publish(services.state(pki, holder, signer, CertificateState.Status.GOOD));

        Instant begun = Instant.now();
        String document = upload(api);
        report("upload and intake", begun);
        Instant asking = Instant.now();
        Map<String, Object> body = Map.of(
                "documents",
                List.of(Map.of(
                        "id", document, "placement", Map.of("page", 1, "x", 72, "y", 72, "width", 200, "height", 60))),
                "signer",
                Map.of("userId", USER));
        Api.Answer[] answer = new Api.Answer[1];
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            answer[0] = api.post("/v1/sign-requests", body);
            return answer[0].status() == 202;
        });
        String id = answer[0].json().path("id").asString();
        SignRequestedEvent.SignatureAsked asked = heard.await(
                SignRequestedEvent.SignatureAsked.class, e -> e.requestId().equals(id));
        DocumentToSign toSign = asked.documents().getFirst();
        services.say(
                new SessionChangedEvent.ApprovalAccepted(id, "authenticator", "Điện thoại", Instant.now()), id, "demo");
        byte[] cms = pki.cms(holder, Base64.getUrlDecoder().decode(toSign.digest()), true);
        services.say(
                new SignatureCreatedEvent.SignatureCreated(
                        id, document, toSign.digest(), holder.digest(), PlayedServices.base64(cms), Instant.now()),
                document,
                "demo");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> api.get("/v1/sign-requests/" + id)
                        .json()
                        .path("state")
                        .asString()
                        .equals("finished"));
        report("ask, prepare and seal", asking);
        JsonNode signed =
                api.get("/v1/sign-requests/" + id).json().path("documents").get(0);
        assertThat(signed.path("state").asString()).as(signed.toString()).isEqualTo("signed");
        Instant downloading = Instant.now();
        Path file = folder.resolve("signed.pdf");
        assertThat(download(api, document, file))
                .isEqualTo(signed.path("sha256").asString());
        report("download", downloading);
        judge(file, Trust.in(pki.root(), pki.lists()));
    }

    /// By the two that take a file of this size; then a byte of its middle is flipped.
    private static void judge(Path file, Trust trust) throws IOException {
        for (Verdict verdict : List.of(PdfSig.judgeSignatures(file), OpensslCms.judge(file, trust))) {
            assertThat(verdict.accepted())
                    .as(verdict.judge() + ": " + verdict.output())
                    .isTrue();
        }
        try (FileChannel bytes = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            long middle = bytes.size() / 2;
            bytes.read(one, middle);
            bytes.write(ByteBuffer.wrap(new byte[] {(byte) (one.get(0) ^ 1)}), middle);
        }
        for (Verdict verdict : List.of(PdfSig.judgeSignatures(file), OpensslCms.judge(file, trust))) {
            assertThat(verdict.accepted())
                    .as(verdict.judge() + ": " + verdict.output())
                    .isFalse();
        }
    }

    private static String upload(Api api) {
        Api.Answer answer = Api.send(api.request("/v1/documents")
                .timeout(Duration.ofMinutes(5))
                .header("Content-Type", "application/pdf")
                .POST(HttpRequest.BodyPublishers.ofInputStream(PDF::open)));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        assertThat(answer.json().path("size").asLong()).isEqualTo(PDF.size());
        return answer.json().path("id").asString();
    }

    private static String download(Api api, String document, Path file)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        HttpResponse<InputStream> response = HttpClient.newHttpClient()
                .send(
                        api.request("/v1/documents/" + document + "/content")
                                .timeout(Duration.ofMinutes(5))
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = new DigestInputStream(response.body(), digest)) {
            Files.copy(body, file);
        }
        return PlayedServices.base64(digest.digest());
    }

    private static void report(String what, Instant since) {
        System.out.println("400 MB, -Xmx256m: " + what + " took "
                + Duration.between(since, Instant.now()).toMillis() + " ms");
    }
}
