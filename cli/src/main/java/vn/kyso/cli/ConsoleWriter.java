package vn.kyso.cli;

import java.io.Writer;
import java.util.function.Consumer;

/// Hands on what a library prints, line by line.
final class ConsoleWriter extends Writer {
    private final Consumer<String> lines;
    private final StringBuilder line = new StringBuilder();

    ConsoleWriter(Consumer<String> lines) {
        this.lines = lines;
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] == '\n') {
                lines.accept(line.toString());
                line.setLength(0);
            } else {
                line.append(buffer[i]);
            }
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        if (!line.isEmpty()) {
            lines.accept(line.toString());
        }
    }
}
