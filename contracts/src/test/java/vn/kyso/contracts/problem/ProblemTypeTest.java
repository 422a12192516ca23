package vn.kyso.contracts.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ProblemTypeTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([a-z-]+)` \\| ([0-9]{3}) \\| (.+) \\|$");

    @Test
    void everyProblemIsDocumentedWithItsStatusAndWhatToDo() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("../docs/errors.md")).stream()
                .map(ROW::matcher)
                .filter(m -> m.matches() && !m.group(3).isBlank())
                .map(m -> m.group(1) + " " + m.group(2))
                .toList();
        List<String> existing = Arrays.stream(ProblemType.values())
                .map(p -> p.code() + " " + p.status())
                .toList();
        assertThat(documented).containsExactlyInAnyOrderElementsOf(existing);
    }

    @Test
    void aCodeNamesItsProblem() {
        for (ProblemType problem : ProblemType.values()) {
            assertThat(ProblemType.of(problem.code())).isEqualTo(problem);
            assertThat(problem.uri()).isEqualTo("urn:kyso:problem:" + problem.code());
        }
    }
}
