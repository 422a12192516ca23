package vn.kyso.certificate.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import vn.kyso.certificate.profile.CertificateDraft;
import vn.kyso.certificate.profile.CertificateProfile;

/// Every rule against its vectors: a good one breaks no rule at all, a bad one breaks the rule that it is named
/// after.
class LintTest {
    @TestFactory
    Stream<DynamicTest> judgesItsVectors() throws IOException {
        return Lints.ALL.stream()
                .flatMap(lint -> vectorsOf(lint).stream()
                        .map(file -> DynamicTest.dynamicTest(
                                lint.id() + " " + file.getFileName(), () -> judge(lint, file))));
    }

    @Test
    void everyRuleHasAGoodAndABadVector() {
        for (Lint lint : Lints.ALL) {
            List<String> names = vectorsOf(lint).stream()
                    .map(f -> f.getFileName().toString())
                    .toList();
            assertThat(names).as(lint.id()).anyMatch(n -> n.startsWith("good.")).anyMatch(n -> n.startsWith("bad."));
        }
    }

    @Test
    void everyRuleClassIsInForceOnce() {
        List<String> rules = new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("vn.kyso.certificate.lint")
                        .stream()
                        .filter(type -> type.isAssignableTo(Lint.class) && !type.isInterface())
                        .map(JavaClass::getName)
                        .toList();
        assertThat(Lints.ALL.stream().map(lint -> lint.getClass().getName()))
                .containsExactlyInAnyOrderElementsOf(rules);
        assertThat(Lints.ALL.stream().map(Lint::source)).noneMatch(String::isBlank);
    }

    private static void judge(Lint lint, Path file) throws IOException {
        CertificateDraft draft = read(file);
        List<Lints.Violation> violations = Lints.check(lint, draft).toList();
        if (file.getFileName().toString().startsWith("good.")) {
            assertThat(violations).isEmpty();
            assertThatCode(() -> Lints.require(draft)).doesNotThrowAnyException();
        } else {
            assertThat(violations).hasSize(1);
            assertThatThrownBy(() -> Lints.require(draft))
                    .isInstanceOf(ProfileViolatedException.class)
                    .hasMessageContaining(lint.id());
        }
    }

    private static CertificateDraft read(Path file) throws IOException {
        CertificateProfile profile =
                CertificateProfile.valueOf(file.getFileName().toString().split("\\.")[1]);
        try (PemReader reader = new PemReader(new StringReader(Files.readString(file)))) {
            byte[] tbs = reader.readPemObject().getContent();
            PemObject issuer = reader.readPemObject();
            return new CertificateDraft(
                    profile, tbs, issuer == null ? null : new X509CertificateHolder(issuer.getContent()));
        }
    }

    private static List<Path> vectorsOf(Lint lint) {
        try {
            Path folder = Path.of(Objects.requireNonNull(LintTest.class.getResource("/lint/" + lint.id()))
                    .toURI());
            try (Stream<Path> files = Files.list(folder)) {
                return files.sorted().toList();
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
