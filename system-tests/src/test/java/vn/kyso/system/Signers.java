package vn.kyso.system;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Signers enrolled for one test, as an operator enrols them: by `kyso enrol`.
public final class Signers {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger NUMBER = new AtomicInteger(10_000);

    private Signers() {}

    /// A signer with one certificate and a phone.
    public record Signer(String userId, String serial, TestPhone phone) {
        /// Revokes the certificate; returns when whoever is asked for signatures knows.
        public void revoke() {
            Platform.Said said = Platform.running().kyso("revoke", serial);
            if (said.exitCode() != 0) {
                throw new AssertionError("revoke failed: " + said.output());
            }
            Requester demo = Requester.of("demo");
            String document = demo.uploaded("probe.pdf", Pdfs.contract(1));
            Awaitility.await()
                    .atMost(Requester.PATIENCE)
                    .until(() -> demo.ask(Requester.asking(document, Map.of("invisible", true), userId, serial))
                            .problem()
                            .equals("422 certificate-revoked"));
        }
    }

    public static Signer enrolled(String keyType) {
        return enrolled(keyType, "P365D");
    }

    public static Signer enrolled(String keyType, String validFor) {
        String userId = newUserId();
        JsonNode said = enrol(userId, keyType, validFor);
        return new Signer(
                userId,
                said.path("serial").asString(),
                TestPhone.activated(said.path("activationCode").asString(), "Điện thoại của " + userId));
    }

    public static String newUserId() {
        return "ICA.0790990%05d".formatted(NUMBER.incrementAndGet());
    }

    public static JsonNode enrol(String userId, String keyType, String validFor) {
        Platform.Said said = Platform.running()
                .kyso(
                        "enrol",
                        "--user",
                        userId,
                        "--name",
                        "Nguyễn Thị Ánh Tuyết",
                        "--key",
                        keyType,
                        "--valid-for",
                        validFor,
                        "--json");
        if (said.exitCode() != 0) {
            throw new AssertionError("enrol failed: " + said.output());
        }
        return JSON.readTree(said.output());
    }
}
