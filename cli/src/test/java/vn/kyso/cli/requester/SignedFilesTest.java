package vn.kyso.cli.requester;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kyso.cli.http.UnavailableException;

final class SignedFilesTest {
    /// SHA-256 of `signed`, by `printf signed | openssl dgst -sha256 -binary | basenc --base64url`.
    private static final String DIGEST = "Sjzfrm8pHI9UTa6ltykFz550we1CfYMa0NfKAMc8eU0";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void namesTheSignedFileAfterItsSource() {
        Path source = folder.resolve("hợp đồng.PDF");
        assertThat(SignedFiles.of(List.of(source), null).orElseThrow().target(0))
                .isEqualTo(folder.resolve("hợp đồng-signed.pdf"));
        assertThat(SignedFiles.of(List.of(folder.resolve("scan")), null)
                        .orElseThrow()
                        .target(0))
                .isEqualTo(folder.resolve("scan-signed.pdf"));
    }

    @Test
    void putsSeveralIntoAFolderWithoutOverwriting() {
        SignedFiles files = SignedFiles.of(List.of(Path.of("a/x.pdf"), Path.of("b/x.pdf")), folder)
                .orElseThrow();
        assertThat(files.target(0)).isEqualTo(folder.resolve("x-signed.pdf"));
        assertThat(files.target(1)).isEqualTo(folder.resolve("x-signed-2.pdf"));
    }

    @Test
    void makesTheFolderThatSeveralName() throws IOException {
        Path signed = folder.resolve("signed");
        SignedFiles files = SignedFiles.of(List.of(Path.of("a.pdf"), Path.of("b.pdf")), signed)
                .orElseThrow();
        files.save(0, stream("signed"), DIGEST);
        assertThat(signed.resolve("a-signed.pdf")).hasContent("signed");
        Path taken = Files.writeString(folder.resolve("taken"), "a file");
        assertThat(SignedFiles.of(List.of(Path.of("a.pdf"), Path.of("b.pdf")), taken))
                .isEmpty();
    }

    @Test
    void oneFileTakesOneDocumentOnly() {
        Path one = folder.resolve("one.pdf");
        assertThat(SignedFiles.of(List.of(Path.of("a.pdf")), one).orElseThrow().target(0))
                .isEqualTo(one);
        assertThat(SignedFiles.of(List.of(Path.of("a.pdf"), Path.of("b.pdf")), one))
                .isEmpty();
    }

    @Test
    void keepsWhatArrivesAsTheServiceSaid() throws IOException {
        SignedFiles files =
                SignedFiles.of(List.of(folder.resolve("a.pdf")), null).orElseThrow();
        files.save(0, stream("signed"), DIGEST);
        assertThat(files.target(0)).hasContent("signed");
    }

    @Test
    void leavesNothingOfADownloadThatArrivesAltered() throws IOException {
        Path older = Files.writeString(folder.resolve("a-signed.pdf"), "older");
        SignedFiles files =
                SignedFiles.of(List.of(folder.resolve("a.pdf")), null).orElseThrow();
        assertThatThrownBy(() -> files.save(0, stream("signee"), DIGEST)).isInstanceOf(UnavailableException.class);
        assertThat(older).hasContent("older");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(older);
        }
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
