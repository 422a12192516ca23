package vn.kyso.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import vn.kyso.local.installation.Addresses;
import vn.kyso.local.installation.Installation;

/// `./kyso prepare DIR`: the secrets and environment files of an installation whose parts are containers.
@Command(name = "prepare", description = "Write the secrets and environment files of an installation of containers.")
final class Prepare implements Callable<Integer> {
    @ParentCommand
    private Local local = new Local();

    @Parameters(paramLabel = "DIR", description = "Where to write them; secrets that are there stay.")
    private Path folder = Path.of(".");

    @Option(names = "--public-url", description = "The gateway's origin. Default: ${DEFAULT-VALUE}")
    private URI publicUrl = URI.create("http://localhost:8080");

    @Option(names = "--app-origin", description = "The origin of the signer's app. Default: ${DEFAULT-VALUE}")
    private URI appOrigin = URI.create("http://localhost:8085");

    @Override
    public Integer call() {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " could not be made", e);
        }
        new Installation(folder, Addresses.ofContainers(publicUrl, appOrigin)).write();
        local.out().println("Written to " + folder + ": env/, operator/, client");
        return ExitCode.OK;
    }
}
