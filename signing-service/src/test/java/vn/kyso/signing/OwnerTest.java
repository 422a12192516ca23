package vn.kyso.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import vn.kyso.cades.Certificates;
import vn.kyso.contracts.event.CertificateState;
import vn.kyso.contracts.event.SignRequestedEvent.SignatureAsked;

/// A certificate that no event has told of is asked of its owner, once, before a request is refused for it.
class OwnerTest extends SigningServiceTest {
    private record Word(CertificateState state, String etag) {}

    private static final Map<String, Word> OWNER = new ConcurrentHashMap<>();
    private static final List<String> ASKED = new CopyOnWriteArrayList<>();

    /// Plays certificate-service's answer to a miss.
    @DynamicPropertySource
    static void owner(DynamicPropertyRegistry registry) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/internal/certificates/", exchange -> {
            String digest = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
            ASKED.add(digest);
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            Word word = authorization != null && authorization.startsWith("Bearer ey") ? OWNER.get(digest) : null;
            byte[] body = Api.JSON.writeValueAsBytes(word == null ? Map.of() : word.state());
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            if (word != null) {
                exchange.getResponseHeaders().set("ETag", word.etag());
            }
            exchange.sendResponseHeaders(word == null ? 404 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        registry.add(
                "kyso.upstream.certificate-service",
                () -> "http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Test
    void whatTheOwnerSaysOpensTheSession() {
        Signer signer = unheardOf("ICA.001099300001");
        OWNER.put(digest(signer), new Word(state(PKI, signer, Instant.now()), "\"3\""));
        SignatureAsked asked = asked(signer);
        open(asked);
        assertThat(timesAsked(signer)).isEqualTo(1);

        // An event of before changes nothing; one of after does.
        taken(say(
                signer.certificate(),
                signer.ref(),
                signer.credentialId(),
                SigningPki.Status.SUSPENDED,
                Instant.now(),
                3));
        open(asked(signer));
        taken(say(
                signer.certificate(),
                signer.ref(),
                signer.credentialId(),
                SigningPki.Status.SUSPENDED,
                Instant.now(),
                4));
        SignatureAsked refused = asked(signer);
        ask(refused);
        assertThat(closed(refused).reason()).isEqualTo("certificate-suspended");
        assertThat(timesAsked(signer)).as("what is known is asked of nobody").isEqualTo(1);
    }

    @Test
    void aStatusThatIsTooOldIsAskedAnew() {
        Signer signer = unheardOf("ICA.001099300002");
        Instant old = Instant.now().minus(Duration.ofHours(14));
        taken(say(signer.certificate(), signer.ref(), signer.credentialId(), SigningPki.Status.GOOD, old, 1));
        OWNER.put(digest(signer), new Word(state(PKI, signer, Instant.now()), "\"2\""));
        open(asked(signer));
        assertThat(timesAsked(signer)).isEqualTo(1);
    }

    @Test
    void theOwnersWordCountsAsLittleAsAnEvents() {
        Signer signer = unheardOf("ICA.001099300003");
        try (SigningPki forger = new SigningPki("Kyso Test Root")) {
            OWNER.put(digest(signer), new Word(state(forger, signer, Instant.now()), "\"3\""));
            assertNotFound(signer);
        }
        Signer unversioned = unheardOf("ICA.001099300004");
        OWNER.put(digest(unversioned), new Word(state(PKI, unversioned, Instant.now()), "W/\"x\""));
        assertNotFound(unversioned);
        Signer another = unheardOf("ICA.001099300005");
        OWNER.put(digest(another), new Word(state(PKI, signer, Instant.now()), "\"3\""));
        assertNotFound(another);
    }

    @Test
    void whatTheOwnerDoesNotKnowIsRefused() {
        assertNotFound(unheardOf("ICA.001099300006"));
    }

    private void assertNotFound(Signer signer) {
        SignatureAsked asked = asked(signer);
        ask(asked);
        assertThat(closed(asked).reason()).isEqualTo("certificate-not-found");
        assertThat(timesAsked(signer)).isEqualTo(1);
    }

    private Signer unheardOf(String userId) {
        Signer signer = enrolSilently(userId);
        Phone.bind(api, activation(userId));
        return signer;
    }

    private static long timesAsked(Signer signer) {
        return ASKED.stream().filter(digest(signer)::equals).count();
    }

    private static String digest(Signer signer) {
        return Certificates.digest(signer.certificate());
    }

    /// @param by whose signature is on the status
    private static CertificateState state(SigningPki by, Signer signer, Instant statusAt) {
        return new CertificateState(
                digest(signer),
                Certificates.serial(signer.certificate()),
                signer.ref(),
                signer.credentialId(),
                "Người Ký",
                "Kyso Test Root",
                "p256",
                signer.certificate().getNotBefore().toInstant(),
                signer.certificate().getNotAfter().toInstant(),
                CertificateState.Status.GOOD,
                PKI.chain(signer.certificate()).stream()
                        .map(c -> base64(Certificates.der(c)))
                        .toList(),
                base64(by.ocsp(signer.certificate(), SigningPki.Status.GOOD, statusAt)),
                statusAt);
    }
}
