package vn.kyso.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import tools.jackson.databind.JsonNode;

/// Enrols the signers for trying things out, as an operator would: with `./kyso enrol`, through the operators'
/// calls. What was enrolled is noted after each step, so that nothing is enrolled twice. A code that has run out
/// while no phone was bound is replaced by a new one.
final class DemoSigners {
    /// Shorter than anybody waits for: the certificate is expired when it is first shown.
    private static final String EXPIRED_AT_ONCE = "PT1S";

    private static final Duration CODE_MARGIN = Duration.ofMinutes(1);

    private record Signer(String userId, String name, List<Certificate> certificates) {}

    private record Certificate(String label, String keyType, List<String> options) {}

    private static final List<Signer> SIGNERS = List.of(
            new Signer(
                    "ICA.001099012345",
                    "Nguyễn Thị Ánh Tuyết",
                    List.of(
                            new Certificate("p256", "p256", List.of()),
                            new Certificate("rsa2048", "rsa2048", List.of()),
                            new Certificate("p256, expired", "p256", List.of("--valid-for", EXPIRED_AT_ONCE)))),
            new Signer(
                    "ICA.0312345678",
                    "Công ty TNHH Thương mại Sông Hương",
                    List.of(new Certificate("p256", "p256", List.of()))));

    private final Path file;
    private final Properties noted = new Properties();
    private final CommandLineClient client;
    private final PrintStream out;

    DemoSigners(Path root, LocalFolder folder, PrintStream out) {
        this.file = folder.path().resolve("demo-signers.properties");
        this.client = new CommandLineClient(root, folder);
        this.out = out;
    }

    List<DemoSigner> enrolled() {
        read();
        List<DemoSigner> signers = SIGNERS.stream().map(this::ensure).toList();
        client.archiveClasses("certs", SIGNERS.getFirst().userId());
        return signers;
    }

    private DemoSigner ensure(Signer signer) {
        List<String> certificates = new ArrayList<>();
        for (Certificate certificate : signer.certificates()) {
            String key = signer.userId() + "." + certificate.label();
            if (!noted.containsKey(key)) {
                out.println("  enrolling " + signer.userId() + ", " + certificate.label());
                note(key, enrol(signer, certificate));
            }
            certificates.add(certificate.label() + " " + noted.getProperty(key));
        }
        if (hasDevice(signer)) {
            return new DemoSigner(signer.userId(), signer.name(), certificates, null, null);
        }
        if (codeRunsOut(signer)) {
            JsonNode code = client.json("enrol", "--user", signer.userId(), "--code-only");
            note(signer.userId() + ".code-expires-at", code.path("expiresAt").asString());
            note(signer.userId() + ".code", code.path("activationCode").asString());
        }
        return new DemoSigner(
                signer.userId(),
                signer.name(),
                certificates,
                noted.getProperty(signer.userId() + ".code"),
                Instant.parse(noted.getProperty(signer.userId() + ".code-expires-at")));
    }

    private String enrol(Signer signer, Certificate certificate) {
        List<String> arguments = new ArrayList<>(List.of(
                "enrol",
                "--user",
                signer.userId(),
                "--name",
                signer.name(),
                "--key",
                certificate.keyType(),
                "--no-code"));
        arguments.addAll(certificate.options());
        return client.json(arguments.toArray(String[]::new)).path("serial").asString();
    }

    private boolean hasDevice(Signer signer) {
        JsonNode devices = client.json("devices", signer.userId()).path("devices");
        for (JsonNode device : devices) {
            if (!"revoked".equals(device.path("status").asString())) {
                return true;
            }
        }
        return false;
    }

    private boolean codeRunsOut(Signer signer) {
        String expires = noted.getProperty(signer.userId() + ".code-expires-at");
        return expires == null || Instant.parse(expires).minus(CODE_MARGIN).isBefore(Instant.now());
    }

    private void read() {
        if (!Files.exists(file)) {
            return;
        }
        try (var in = Files.newBufferedReader(file)) {
            noted.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be read", e);
        }
    }

    private void note(String key, String value) {
        noted.setProperty(key, value);
        try (var writer = Files.newBufferedWriter(file)) {
            noted.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " could not be written", e);
        }
    }
}
