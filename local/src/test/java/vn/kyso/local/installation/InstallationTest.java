package vn.kyso.local.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallationTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void keepsItsSecretsOverARestart() {
        Map<String, String> first =
                processes().environment(PlatformPart.SIGNING).variables();
        assertThat(processes().environment(PlatformPart.SIGNING).variables()).isEqualTo(first);
    }

    @Test
    void givesAServiceNobodyElsesSecrets() {
        Installation installation = processes();
        for (PlatformPart one : PlatformPart.values()) {
            Map<String, String> own = installation.environment(one).variables();
            for (PlatformPart other : PlatformPart.values()) {
                if (one != other) {
                    Map<String, String> others = installation.environment(other).variables();
                    for (String secret :
                            new String[] {"KYSO_MASTER_KEY", "SPRING_DATASOURCE_PASSWORD", "KYSO_IDENTITY_PRIVATE_KEY"
                            }) {
                        if (own.containsKey(secret)) {
                            assertThat(others.values()).doesNotContain(own.get(secret));
                        }
                    }
                }
            }
        }
    }

    @Test
    void onlyTheSigningServiceIssuesDeviceTokensAndTheGatewayTrustsNobody() {
        Installation installation = processes();
        for (PlatformPart part : PlatformPart.values()) {
            Map<String, String> variables = installation.environment(part).variables();
            assertThat(variables.containsKey("KYSO_DEVICE_TOKEN_PRIVATE_KEY")).isEqualTo(part == PlatformPart.SIGNING);
        }
        assertThat(installation.environment(PlatformPart.GATEWAY).variables().keySet())
                .noneMatch(name -> name.startsWith("KYSO_TRUST") || name.startsWith("KYSO_SIGNER_KEY"));
    }

    @Test
    void theOperatorsKeyStandsInNoEnvironment() throws IOException {
        processes().write();
        String pem = Files.readString(folder.resolve("operator/key.pem")).replaceAll("-----[A-Z ]+-----|\\s", "");
        try (var files = Files.list(folder.resolve("env"))) {
            for (Path file : files.toList()) {
                assertThat(Files.readString(file)).doesNotContain(pem);
            }
        }
        assertThat(Files.readString(folder.resolve("secrets.properties"))).doesNotContain(pem);
    }

    @Test
    void whatItWritesIsForItsOwnerAlone() throws IOException {
        processes().write();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void containersFindOneAnotherByName() {
        Map<String, String> variables =
                containers().environment(PlatformPart.DOCUMENT).variables();
        assertThat(variables)
                .containsEntry("SPRING_DATASOURCE_URL", "jdbc:postgresql://postgres:5432/document")
                .containsEntry("SPRING_KAFKA_BOOTSTRAP_SERVERS", "kafka:9092")
                .containsEntry("KYSO_TRUST_REQUESTER_JWKS_URI", "http://gateway:8080/oauth2/jwks")
                .containsEntry("KYSO_PUBLIC_URL", "https://kyso.example")
                .containsEntry("KYSO_PORT", "8081");
    }

    @Test
    void processesListenOnTheLoopbackInterfaceAlone() {
        for (PlatformPart part : PlatformPart.values()) {
            assertThat(processes().environment(part).variables())
                    .as(part.id())
                    .containsEntry("SERVER_ADDRESS", "127.0.0.1");
            assertThat(containers().environment(part).variables()).as(part.id()).doesNotContainKey("SERVER_ADDRESS");
        }
    }

    @Test
    void theGatewaysFiguresHaveAPortOfTheirOwn() {
        Map<String, String> variables =
                containers().environment(PlatformPart.GATEWAY).variables();
        assertThat(variables)
                .containsEntry("KYSO_PORT", "8080")
                .containsEntry("KYSO_MANAGEMENT_PORT", "9080")
                .containsEntry("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,prometheus");
    }

    @Test
    void activationCodesOfTheDemoAloneCountForADay() {
        String lifetime = "KYSO_APP_ACTIVATION_LIFETIME";
        assertThat(processes().environment(PlatformPart.SIGNING).variables()).containsEntry(lifetime, "PT24H");
        for (PlatformPart part : PlatformPart.values()) {
            assertThat(containers().environment(part).variables()).doesNotContainKey(lifetime);
        }
    }

    @Test
    void saysNothingSecretInItsTexts() {
        ServiceEnvironment environment = processes().environment(PlatformPart.SIGNING);
        assertThat(environment.toString())
                .isEqualTo("ServiceEnvironment[signing-service, "
                        + environment.variables().size() + " variables]");
    }

    private Installation containers() {
        return new Installation(
                folder, Addresses.ofContainers(URI.create("https://kyso.example"), URI.create("https://sign.example")));
    }

    private Installation processes() {
        return new Installation(folder, Addresses.ofProcesses(8080, 8130, 8131));
    }
}
