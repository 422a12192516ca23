package vn.kyso.local.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    private static List<String> tmpfs() {
        return services().values().stream()
                .flatMap(service -> texts(service.get("tmpfs")).stream())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> services() {
        return (Map<String, Map<String, Object>>) FILE.get("services");
    }

    private static List<String> texts(Object value) {
        return switch (value) {
            case null -> List.of();
            case List<?> several -> several.stream().map(Object::toString).toList();
            case Map<?, ?> named -> named.keySet().stream().map(Object::toString).toList();
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
