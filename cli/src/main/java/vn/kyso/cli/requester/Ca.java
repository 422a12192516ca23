package vn.kyso.cli.requester;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import vn.kyso.cli.Context;
import vn.kyso.cli.ExitCodes;
import vn.kyso.cli.http.Authorization;

/// `./kyso ca`: what a reader of signed PDFs has to trust.
@Command(name = "ca", description = "Print the root certificate as PEM.")
public final class Ca implements Callable<Integer> {
    private final Context context;

    public Ca(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (InputStream pem = context.http()
                .open(
                        context.settings().url().resolve("/pki/ca/root.pem"),
                        Authorization.NONE,
                        Map.of("Accept", "*/*"))) {
            new String(pem.readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .lines()
                    .forEach(context.console()::print);
            return ExitCodes.DONE;
        } catch (IOException e) {
            throw new UncheckedIOException("The root certificate could not be read", e);
        }
    }
}
