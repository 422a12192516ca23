package vn.kyso.local.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// What the file of the containers promises.
final class ComposeTest {
    private static final Map<String, Object> FILE = read();

    @Test
    void everyTmpfsHasASize() {
        assertThat(tmpfs()).isNotEmpty().allSatisfy(mount -> assertThat(mount).containsPattern("[:,]size=\\d+m"));
    }

    @Test
    void theGatewayReachesServicesAndItsDatabaseAndNotTheBroker() {
        assertThat(sharedBy("gateway", "kafka")).isEmpty();
        assertThat(sharedBy("gateway", "postgres")).containsExactly("gateway-data");
        for (PlatformPart part : PlatformPart.values()) {
            if (part.service().isPresent()) {
                assertThat(sharedBy("gateway", part.id())).as(part.id()).containsExactly("edge");
                assertThat(sharedBy(part.id(), "kafka")).as(part.id()).containsExactly("data");
                assertThat(sharedBy(part.id(), "postgres")).as(part.id()).containsExactly("data");
            }
            assertThat(sharedBy(part.id(), "app-host").isEmpty())
                    .as(part.id())
                    .isEqualTo(part != PlatformPart.APP_HOST);
        }
    }

    @Test
    void strangersReachTheGatewaysAndTheAppsPortAlone() {
        services().forEach((name, service) -> {
            List<String> ports = texts(service.get("ports"));
            switch (name) {
                case "gateway" -> assertThat(ports).singleElement().asString().endsWith(":8080");
                case "app-host" -> assertThat(ports).singleElement().asString().endsWith(":8085");
                case "prometheus" ->
                    assertThat(ports).singleElement().asString().contains(":-127.0.0.1:");
                default -> assertThat(ports).as(name).isEmpty();
            }
        });
    }

    private static List<String> sharedBy(String one, String other) {
        List<String> shared = new ArrayList<>(networks(one));
        shared.retainAll(networks(other));
        return shared;
    }

    /// Who names none is on the common one.
    private static List<String> networks(String service) {
        List<String> named =
                texts(Objects.requireNonNull(services().get(service)).get("networks"));
        return named.isEmpty() ? List.of("default") : named;
    }

    private static List<String> tmpfs() {
        return services().values().stream()
                .flatMap(service -> texts(service.get("tmpfs")).stream())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() {
        return (Map<String, Map<String, Object>>) Objects.requireNonNull(FILE.get("services"));
    }

    private static List<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> several -> several.stream().map(Object::toString).toList();
            case Map<?, ?> named ->
                named.keySet().stream().map(Object::toString).toList();
            default -> List.of(value.toString());
        };
    }

    private static Map<String, Object> read() {
        try (Reader file = Files.newBufferedReader(Path.of("../docker-compose.yml"))) {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
