package vn.kyso.cli.requester;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.Context;
import vn.kyso.cli.ExitCodes;
import vn.kyso.cli.http.Json;

/// `./kyso verify FILE…`: who signed, when, and whether it holds. Exit code 0 where every file is valid, 5 otherwise.
@Command(name = "verify", description = "Say who signed a PDF, when, and whether it holds.")
public final class Verify implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "PDFs.")
    private List<Path> files = List.of();

    @Option(
            names = "--trust",
            paramLabel = "PEM",
            description = "A file of roots to trust besides those of the installation; four at most in all.")
    private List<Path> trust = List.of();

    @Option(names = "--tenant", description = "Who asks. Default: the configured tenant.")
    private @Nullable String tenant;

    @Option(names = "--json", description = "Print one JSON document a file.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    public Verify(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<String> anchors = anchors();
        RequesterApi api = new RequesterApi(context, tenant);
        int exit = ExitCodes.DONE;
        for (Path file : files) {
            JsonNode answer = verify(api, file, anchors);
            if (json) {
                context.console().print(answer);
            } else {
                new VerificationText(context.console()).print(file, answer);
            }
            if (!Json.text(answer, "outcome").equals("valid")) {
                exit = ExitCodes.REFUSED;
            }
        }
        return exit;
    }

    private static JsonNode verify(RequesterApi api, Path file, List<String> anchors) {
        try {
            return api.verify(file.getFileName().toString(), BodyPublishers.ofFile(file), anchors);
        } catch (FileNotFoundException e) {
            throw new UncheckedIOException(file + " can't be read", e);
        }
    }

    private List<String> anchors() {
        List<String> anchors = new ArrayList<>();
        for (Path file : trust) {
            try (InputStream in = Files.newInputStream(file)) {
                for (Certificate certificate :
                        CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    anchors.add(Base64.getUrlEncoder().withoutPadding().encodeToString(certificate.getEncoded()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(file + " can't be read", e);
            } catch (CertificateException e) {
                throw new ParameterException(
                        java.util.Objects.requireNonNull(spec).commandLine(), file + " holds no certificates", e);
            }
        }
        return anchors;
    }
}
