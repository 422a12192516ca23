package vn.kyso.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SettingsTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void theEnvironmentOverridesTheFile() throws IOException {
        Settings settings = read(Map.of("KYSO_URL", "https://kyso.example/"));
        assertThat(settings.url()).isEqualTo(URI.create("https://kyso.example"));
        assertThat(settings.serviceUrl("signing-service")).isEqualTo(URI.create("http://localhost:8083"));
    }

    @Test
    void eachTenantHasItsSecret() throws IOException {
        assertThat(read(Map.of()).client(null)).isEqualTo(new Settings.Client("demo", "of-demo"));
        assertThat(read(Map.of()).client("other")).isEqualTo(new Settings.Client("other", "of-other"));
        assertThat(read(Map.of("KYSO_CLIENT_SECRET", "given")).client("demo").secret())
                .isEqualTo("given");
        assertThat(read(Map.of("KYSO_CLIENT_SECRET", "given")).client("other").secret())
                .isEqualTo("of-other");
        assertThatThrownBy(() -> read(Map.of()).client("third-one"))
                .isInstanceOf(NotConfiguredException.class)
                .hasMessageContaining("KYSO_CLIENT_SECRET_THIRD_ONE");
        assertThat(read(Map.of()).client(null).toString()).doesNotContain("of-demo");
    }

    @Test
    void phonesLieBesideTheFile() throws IOException {
        assertThat(read(Map.of()).phones()).isEqualTo(folder.resolve("phones"));
        assertThat(read(Map.of("KYSO_PHONES", "/elsewhere")).phones()).isEqualTo(Path.of("/elsewhere"));
    }

    private Settings read(Map<String, String> environment) throws IOException {
        Path file = Files.writeString(folder.resolve("client"), """
                # where Kyso is
                KYSO_URL=http://localhost:8080
                KYSO_CLIENT_ID=demo
                KYSO_CLIENT_SECRET_DEMO=of-demo
                KYSO_CLIENT_SECRET_OTHER=of-other
                KYSO_SIGNING_SERVICE=http://localhost:8083
                """);
        Map<String, String> all = new HashMap<>(environment);
        all.put("KYSO_CONFIG", file.toString());
        return Settings.read(all);
    }
}
