package vn.kyso.document.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.pades.Refusal;

class ProblemsTest {
    @ParameterizedTest
    @EnumSource
    void whateverTheEngineRefusesIsADocumentedProblem(Refusal.Reason reason) throws IOException {
        ProblemType problem = Problems.of(reason);
        assertThat(problem.code())
                .isEqualTo(reason.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        assertThat(problem.status()).isBetween(400, 499);
        assertThat(Files.readAllLines(Path.of("../docs/errors.md")))
                .as("docs/errors.md says what a caller can do about it")
                .anyMatch(line -> line.startsWith("| `" + problem.code() + "` | " + problem.status() + " | "));
    }
}
