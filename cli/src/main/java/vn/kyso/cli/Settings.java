package vn.kyso.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where Kyso is and who we are there: the lines `NAME=value` of the file that `KYSO_CONFIG` names, each
/// overridden by an environment variable of the same name.
public final class Settings {
    private static final String CONFIG = "KYSO_CONFIG";
    private static final Path DEFAULT_FILE = Path.of(".kyso", "client");

    private final Path file;
    private final Map<String, String> values;

    private Settings(Path file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    /// Reads the file, where there is one, and the environment.
    public static Settings read(Map<String, String> environment) {
        Path file = Optional.ofNullable(environment.get(CONFIG)).map(Path::of).orElse(DEFAULT_FILE);
        Map<String, String> values = new HashMap<>();
        if (Files.exists(file)) {
            try {
                for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                    int equals = line.indexOf('=');
                    if (equals > 0 && !line.startsWith("#")) {
                        values.put(
                                line.substring(0, equals).strip(),
                                line.substring(equals + 1).strip());
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(file + " could not be read", e);
            }
        }
        environment.forEach((name, value) -> {
            if (name.startsWith("KYSO_") && !value.isBlank()) {
                values.put(name, value);
            }
        });
        return new Settings(file, values);
    }

    /// The gateway's origin.
    public URI url() {
        return URI.create(needed("KYSO_URL").replaceAll("/+$", ""));
    }

    /// The origin that passkeys are bound to.
    public URI appOrigin() {
        return URI.create(needed("KYSO_APP_ORIGIN"));
    }

    /// The link that opens the signer's app with an activation code: in the fragment, which no browser sends to
    /// anybody. Empty where the app's origin is not configured.
    public Optional<String> activationLink(String code) {
        return Optional.ofNullable(values.get("KYSO_APP_ORIGIN")).map(origin -> origin + "/#" + code);
    }

    /// Where a service takes operators' calls, such as `certificate-service`.
    public URI serviceUrl(String service) {
        return URI.create(needed(variable("KYSO_", service)).replaceAll("/+$", ""));
    }

    /// The PEM file of the operator's key.
    public Path operatorKey() {
        return Path.of(needed("KYSO_OPERATOR_KEY"));
    }

    /// The name that stands in the audit log beside what this operator does.
    public String operatorName() {
        return values.getOrDefault("KYSO_OPERATOR_NAME", System.getProperty("user.name", "operator"));
    }

    /// The client of a tenant.
    ///
    /// @param tenant null for the one that is configured
    public Client client(@Nullable String tenant) {
        String id = tenant == null ? needed("KYSO_CLIENT_ID") : tenant;
        String secret = values.get(variable("KYSO_CLIENT_SECRET_", id));
        boolean configured = id.equals(values.get("KYSO_CLIENT_ID"));
        if (configured && values.containsKey("KYSO_CLIENT_SECRET")) {
            secret = values.get("KYSO_CLIENT_SECRET");
        }
        if (secret == null) {
            throw new NotConfiguredException(
                    "There is no secret for tenant '" + id + "': set " + variable("KYSO_CLIENT_SECRET_", id) + ".");
        }
        return new Client(id, secret);
    }

    /// Where phones keep their keys.
    public Path phones() {
        String named = values.get("KYSO_PHONES");
        return named == null ? file.toAbsolutePath().resolveSibling("phones") : Path.of(named);
    }

    /// An OAuth 2 client.
    public record Client(String id, String secret) {
        @Override
        public String toString() {
            return "Client[" + id + "]";
        }
    }

    private String needed(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new NotConfiguredException(
                    Files.exists(file)
                            ? name + " is not set, in the environment or in " + file + "."
                            : "No Kyso is known here: start one with ./kyso up, or set " + name + ".");
        }
        return value;
    }

    private static String variable(String prefix, String name) {
        return prefix + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
