package vn.kyso.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The last lines of a server's output, for whoever has to see why it ended. Of structured log lines (ECS) it shows
/// what they say.
final class LogTail {
    private static final int LINES = 15;
    private static final int LONGEST_LINE = 1500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private LogTail() {}

    static String of(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join(
                    "\n",
                    lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                            .map(LogTail::readable)
                            .toList());
        } catch (IOException e) {
            return "(its output could not be read: " + e.getMessage() + ")";
        }
    }

    private static String readable(String line) {
        String said = line;
        if (line.startsWith("{")) {
            try {
                JsonNode entry = JSON.readTree(line);
                said = entry.at("/log/level").asString("") + " "
                        + entry.path("message").asString("").strip();
            } catch (JacksonException e) {
                said = line; // cut off in the middle, or not ours: shown as it is
            }
        }
        return said.length() > LONGEST_LINE ? said.substring(0, LONGEST_LINE) + " …" : said;
    }
}
