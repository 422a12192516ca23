package vn.kyso.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Runs a command of the project's own client, the way that people do.
final class CommandLineClient {
    private final Path root;
    private final LocalFolder folder;
    private final ObjectMapper json = new ObjectMapper();

    CommandLineClient(Path root, LocalFolder folder) {
        this.root = root;
        this.folder = folder;
    }

    /// Runs it with `--json` and reads what it prints.
    ///
    /// @throws LocalPartException with what it said if it fails
    JsonNode json(String... arguments) {
        return json(Map.of(), arguments);
    }

    /// Keeps the classes that a command needs in an archive, so that the next ones start quicker; nothing where there
    /// is
    /// one of this build.
    void archiveClasses(String... command) {
        Path archive = ClassArchive.CLIENT.in(folder);
        if (!ClassArchive.usable(archive, ClassArchive.jar(root, "cli"))) {
            json(Map.of("KYSO_ARCHIVE_CLASSES", "yes"), command);
        }
    }

    private JsonNode json(Map<String, String> environment, String... arguments) {
        Path script = root.resolve("kyso");
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(Arrays.asList(arguments));
        command.add("--json");
        Path errors = folder.log("enrolment");
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new LocalPartException(
                        "./kyso " + arguments[0] + " failed: " + LogTail.of(errors) + output.strip());
            }
            return json.readTree(output);
        } catch (IOException e) {
            throw new LocalPartException(script + " could not be run: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new LocalPartException("./kyso " + arguments[0] + " answered something else than JSON", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalPartException("Interrupted while running " + script, e);
        }
    }
}
