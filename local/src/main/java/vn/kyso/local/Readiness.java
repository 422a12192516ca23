package vn.kyso.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Asks a service how it is.
final class Readiness {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /// What a service answered.
    enum State {
        READY("ready"),
        NOT_READY("not ready"),
        NO_ANSWER("starting, or not answering");

        private final String words;

        State(String words) {
            this.words = words;
        }

        String say() {
            return words;
        }
    }

    /// Every health check of a service, the assignment of Kafka's partitions to its consumers among them.
    State of(int port) {
        URI address = URI.create("http://127.0.0.1:" + port + "/actuator/health");
        try {
            int status = http.send(
                            HttpRequest.newBuilder(address).timeout(PATIENCE).build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
            return status == OK ? State.READY : State.NOT_READY;
        } catch (IOException e) {
            return State.NO_ANSWER;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalPartException("Interrupted while asking " + address, e);
        }
    }
}
