package vn.kyso.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The last lines of a server's output, for whoever has to see why it ended.
final class LogTail {
    private static final int LINES = 15;
    private static final int LONGEST_LINE = 600;

    private LogTail() {}

    static String of(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return String.join(
                    "\n",
                    lines.subList(Math.max(0, lines.size() - LINES), lines.size()).stream()
                            .map(l -> l.length() > LONGEST_LINE ? l.substring(0, LONGEST_LINE) + " …" : l)
                            .toList());
        } catch (IOException e) {
            return "(its output could not be read: " + e.getMessage() + ")";
        }
    }
}
