package vn.kyso.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A process that was started and is to be found again by another JVM. A process id alone is not enough: ids are
/// used again, so the moment of its start (in the kernel's ticks, of this boot) stands beside it.
///
/// @param port where it answers
record RunningPart(String name, long pid, String birth, int port) {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    /// Fields after the command's closing bracket in `/proc/<pid>/stat`: the first is the state, number 3 of
    /// proc(5).
    private static final int STATE = 0;

    private static final int START_TIME = 22 - 3;

    static RunningPart of(String name, long pid, int port) {
        return new RunningPart(name, pid, birthOf(pid).orElse("ended at once"), port);
    }

    /// Whether this very process still runs.
    boolean alive() {
        return birthOf(pid).filter(birth::equals).isPresent();
    }

    private static Optional<String> birthOf(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
            return ended
                    ? Optional.empty()
                    : Optional.of(
                            fields[START_TIME] + "@" + Files.readString(BOOT_ID).strip());
        } catch (IOException e) {
            return Optional.empty(); // no such process, or none any more
        }
    }
}
