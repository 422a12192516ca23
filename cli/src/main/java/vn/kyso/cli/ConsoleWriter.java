package vn.kyso.cli;

import java.io.Writer;

/// Hands what a library prints to the console, line by line.
final class ConsoleWriter extends Writer {
    private final Console console;
    private final StringBuilder line = new StringBuilder();

    ConsoleWriter(Console console) {
        this.console = console;
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (buffer[i] == '\n') {
                console.say(line.toString());
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
            console.say(line.toString());
        }
    }
}
