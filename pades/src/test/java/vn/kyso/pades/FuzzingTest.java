package vn.kyso.pades;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Jazzer, a minute for each target, or as long as `-Dkyso.fuzz.seconds` says. What it finds is left in `target/fuzz`;
/// once mended, it goes to the seeds.
class FuzzingTest {
    private static final int SECONDS = Integer.getInteger("kyso.fuzz.seconds", 60);
    private static final int LONGEST_INPUT_BYTES = 8 * 1024;

    @ParameterizedTest
    @Tag("long")
    @CsvSource({
        "intake, vn.kyso.pades.IntakeTarget",
        "prepare, vn.kyso.pades.PrepareTarget",
        "appearance, vn.kyso.pades.AppearanceTarget",
        "picture, vn.kyso.pades.PictureTarget"
    })
    void findsNothing(String name, String target) throws IOException, InterruptedException {
        Path work = Files.createDirectories(Path.of("target", "fuzz", name));
        Path corpus = Files.createDirectories(work.resolve("corpus"));
        Path log = work.resolve("log.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:+EnableDynamicAgentLoading",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + target,
                        "--instrumentation_includes=vn.kyso.pades.**",
                        "--custom_hook_includes=vn.kyso.pades.**",
                        "--reproducer_path=" + work,
                        "-artifact_prefix=" + work + "/",
                        "-max_total_time=" + SECONDS,
                        "-max_len=" + LONGEST_INPUT_BYTES,
                        "-timeout=10",
                        "-print_final_stats=1",
                        corpus.toString(),
                        FuzzSeedsTest.seeds(name).toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(SECONDS + 60L, TimeUnit.SECONDS))
                    .as("It ends in time")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    }
}
