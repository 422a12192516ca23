package vn.kyso.cli;

import picocli.CommandLine.Option;

/// What every command has.
public final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean asked;

    /// Whether help was asked for; picocli shows it.
    public boolean asked() {
        return asked;
    }
}
