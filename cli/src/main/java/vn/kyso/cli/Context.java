package vn.kyso.cli;

import java.util.function.Supplier;
import vn.kyso.cli.http.Http;

/// What every command is given.
public final class Context implements AutoCloseable {
    private final Console console;
    private final Supplier<Settings> settings;
    private final Http http = new Http();

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

    public Http http() {
        return http;
    }

    @Override
    public void close() {
        http.close();
    }
}
