package vn.kyso.document.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;
import vn.kyso.document.DocumentServiceTest;
import vn.kyso.document.played.Api;
import vn.kyso.document.played.Pdfs;

/// Files for verification are received only where there is a place for them.
@TestPropertySource(properties = {"kyso.verification.receiving=3", "kyso.verification.receiving-each=2"})
class SlowUploadsTest extends DocumentServiceTest {
    @Test
    void oneMoreThanThereArePlacesIsRefusedBeforeItsBodyIsRead() throws IOException {
        try (Slow first = begin("demo");
                Slow _ = begin("demo")) {
            awaitStatus("demo", 503);
            try (Slow beyond = begin("demo")) {
                assertThat(beyond.statusLine()).as("before its body came").contains(" 503 ");
            }
            assertThat(verify("other").status()).as("another tenant's share").isEqualTo(200);
            try (Slow _ = begin("other")) {
                awaitStatus("third", 503);
            }
            awaitStatus("third", 200);
            first.close();
            awaitStatus("demo", 200);
        }
    }

    private void awaitStatus(String tenant, int status) {
        await().atMost(Duration.ofSeconds(20)).until(() -> verify(tenant).status() == status);
    }

    private Api.Answer verify(String tenant) {
        return Api.send(Api.of(port, tenant)
                .request("/v1/verifications")
                .header("Content-Type", "application/pdf")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Pdfs.pages(1))));
    }

    private Slow begin(String tenant) throws IOException {
        Slow upload = new Slow(new Socket(InetAddress.getLoopbackAddress(), port));
        upload.socket.setSoTimeout(15_000);
        String head = "POST /v1/verifications HTTP/1.1\r\nHost: localhost:" + port + "\r\nAuthorization: "
                + Api.of(port, tenant).token()
                + "\r\nContent-Type: application/pdf\r\nContent-Length: 1000000\r\n\r\n%PDF-1.7\n";
        upload.socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        upload.socket.getOutputStream().flush();
        return upload;
    }

    /// An upload whose body does not come.
    private record Slow(Socket socket) implements AutoCloseable {
        String statusLine() throws IOException {
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
