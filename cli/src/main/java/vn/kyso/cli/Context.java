package vn.kyso.cli;

import java.util.function.Supplier;

/// What every command is given.
public final class Context {
    private final Console console;
    private final Supplier<Settings> settings;

    Context(Console console, Supplier<Settings> settings) {
        this.console = console;
        this.settings = settings;
    }

    public Console console() {
        return console;
    }

    /// Read when first needed, so that `--help` needs none.
    public Settings settings() {
        return settings.get();
    }
}
