package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What fuzzing starts from, and what it found once: each goes through its target again.
class FuzzSeedsTest {
    static Path seeds(String target) {
        try {
            return Path.of(Objects.requireNonNull(FuzzSeedsTest.class.getResource("/fuzz/" + target))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The class path has places that are no files", e);
        }
    }

    private static List<Path> files(String target) throws IOException {
        try (Stream<Path> all = Files.list(seeds(target))) {
            return all.sorted().toList();
        }
    }

    static List<Path> ofIntake() throws IOException {
        return files("intake");
    }

    static List<Path> ofPrepare() throws IOException {
        return files("prepare");
    }

    static List<Path> ofAppearance() throws IOException {
        return files("appearance");
    }

    static List<Path> ofPicture() throws IOException {
        return files("picture");
    }

    @ParameterizedTest
    @MethodSource("ofIntake")
    void intakeHolds(Path seed) {
        assertThatCode(() -> IntakeTarget.fuzzerTestOneInput(Files.readAllBytes(seed)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("ofPrepare")
    void prepareHolds(Path seed) {
        assertThatCode(() -> PrepareTarget.fuzzerTestOneInput(Files.readAllBytes(seed)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("ofAppearance")
    void theAppearanceHolds(Path seed) {
        assertThatCode(() -> AppearanceTarget.fuzzerTestOneInput(Files.readAllBytes(seed)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("ofPicture")
    void picturesHold(Path seed) {
        assertThatCode(() -> PictureTarget.fuzzerTestOneInput(Files.readAllBytes(seed)))
                .doesNotThrowAnyException();
    }
}
