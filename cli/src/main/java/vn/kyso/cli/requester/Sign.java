package vn.kyso.cli.requester;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.kyso.cli.Context;

/// `./kyso sign FILE… --user ICA.…`: the whole job from a requester's side.
@Command(
        name = "sign",
        sortOptions = false,
        description = {
            "Ask a signer for a signature on PDFs and wait for it.",
            "All files go into one request, which the signer approves at once. With --json, each step is one line of"
                    + " JSON; the last one is the result."
        },
        footer = {
            "",
            "Exit codes: 0 signed, 2 usage, 3 declined, 4 expired, 5 refused (with a typed reason), 6 not available."
        })
public final class Sign implements Callable<Integer> {
    private static final int SHORTEST_SECONDS = 1;
    private static final int LONGEST_SECONDS = 3600;

    private final Context context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "PDF files.")
    private List<Path> files = List.of();

    @Option(names = "--user", required = true, paramLabel = "ICA.…", description = "Who signs.")
    private String userId = "";

    @Option(names = "--serial", description = "The certificate. Default: the signer's first one that can sign.")
    private @Nullable String serial;

    @Option(names = "--page", paramLabel = "N", description = "The page of the box. Default: 1.")
    private @Nullable Integer page;

    @Option(
            names = "--box",
            paramLabel = "x,y,w,h",
            description = "Where the signature stands, in points from the page's lower left corner.")
    private @Nullable String box;

    @Option(names = "--field", paramLabel = "NAME", description = "The signature field to sign in.")
    private @Nullable String field;

    @Option(names = "--invisible", description = "No appearance on a page. This is so without --box and --field.")
    private boolean invisible;

    @Option(
            names = "--picture",
            paramLabel = "FILE",
            description = "A PNG or JPEG in the signature's appearance: a logo, or a signature drawn by hand.")
    private @Nullable Path picture;

    @Option(names = "--no-text", description = "The picture alone, without name, time, reason and location.")
    private boolean noText;

    @Option(names = "--level", paramLabel = "B-B|B-T|B-LT|B-LTA", description = "Default: ${DEFAULT-VALUE}")
    private String level = "B-T";

    @Option(names = "--reason", description = "Why, as the signer and every reader see it.")
    private @Nullable String reason;

    @Option(names = "--location", description = "Where, as every reader sees it.")
    private @Nullable String location;

    @Option(names = "--no-code", description = "Ask without a match code; the signer must trust the tenant for that.")
    private boolean noCode;

    @Option(names = "--tenant", description = "Who asks. Default: the configured tenant.")
    private @Nullable String tenant;

    @Option(
            names = "--out",
            paramLabel = "FILE|DIR",
            description = "Where the signed PDF goes. Default: NAME-signed.pdf beside NAME.pdf.")
    private @Nullable Path out;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long the signer has, up to 3600. Default: ${DEFAULT-VALUE}")
    private int timeout = 300;

    @Option(names = "--json", description = "Say each step as one line of JSON on standard output.")
    private boolean json;

    public Sign(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        for (Path file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw usage("There is no file " + file + " that can be read.");
            }
        }
        if (!List.of("B-B", "B-T", "B-LT", "B-LTA").contains(level)) {
            throw usage("--level is one of B-B, B-T, B-LT and B-LTA, not '" + level + "'.");
        }
        if (timeout < SHORTEST_SECONDS || timeout > LONGEST_SECONDS) {
            throw usage("--timeout is between " + SHORTEST_SECONDS + " and " + LONGEST_SECONDS + " seconds.");
        }
        SignedFiles targets = SignedFiles.of(files, out)
                .orElseThrow(() -> usage("--out names one file, but there are " + files.size() + ": name a folder."));
        Placement placement = placement();
        SigningOrder order = new SigningOrder(
                userId,
                serial,
                placement,
                level,
                reason,
                location,
                picture(placement),
                !noCode,
                Duration.ofSeconds(timeout));
        StepTeller teller = json ? new JsonSteps(context.console()) : new HumanSteps(context.console());
        return new SignDocuments(new RequesterApi(context, tenant), teller).run(files, order, targets);
    }

    private SigningOrder.@Nullable Picture picture(Placement placement) {
        Path file = picture;
        if (file == null) {
            if (noText) {
                throw usage("--no-text needs --picture FILE.");
            }
            return null;
        }
        if (placement instanceof Placement.Invisible) {
            throw usage("--picture needs --box x,y,w,h or --field.");
        }
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw usage("There is no file " + file + " that can be read.");
        }
        return new SigningOrder.Picture(file, noText);
    }

    private Placement placement() {
        String name = field;
        String rectangle = box;
        int ways = (name == null ? 0 : 1) + (rectangle == null ? 0 : 1) + (invisible ? 1 : 0);
        if (ways > 1) {
            throw usage("--box, --field and --invisible exclude one another.");
        }
        if (page != null && rectangle == null) {
            throw usage("--page needs --box x,y,w,h.");
        }
        if (name != null) {
            return new Placement.InField(name);
        }
        if (rectangle == null) {
            return new Placement.Invisible();
        }
        int number = page == null ? 1 : page;
        Optional<Placement.Visible> parsed = Placement.box(number, rectangle);
        return parsed.orElseThrow(
                () -> usage("--box is x,y,width,height in points, such as 72,72,180,60; not '" + rectangle + "'."));
    }

    private ParameterException usage(String message) {
        return new ParameterException(
                Optional.ofNullable(spec.commandLine()).orElseGet(() -> new CommandLine(spec)), message);
    }
}
