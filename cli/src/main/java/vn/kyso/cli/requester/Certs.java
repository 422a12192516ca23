package vn.kyso.cli.requester;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.Context;
import vn.kyso.cli.ExitCodes;
import vn.kyso.cli.http.Json;

/// `./kyso certs ICA.…`.
@Command(name = "certs", description = "List a signer's certificates.")
public final class Certs implements Callable<Integer> {
    private static final int DATE = "2026-11-24".length();

    private final Context context;

    @Parameters(paramLabel = "USER", description = "The signer's userID, such as ICA.001099012345.")
    private String userId = "";

    @Option(names = "--tenant", description = "Who asks. Default: the configured tenant.")
    private @Nullable String tenant;

    @Option(names = "--json", description = "Print them as one JSON document.")
    private boolean json;

    public Certs(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        JsonNode answer = new RequesterApi(context, tenant).certificates(userId);
        if (json) {
            context.console().print(answer);
            return ExitCodes.DONE;
        }
        JsonNode certificates = answer.path("certificates");
        if (certificates.isEmpty()) {
            context.console().print(userId + " has no certificate.");
        }
        for (JsonNode certificate : certificates) {
            context.console().print(Json.text(certificate, "serial"));
            context.console().print("  holder  " + Json.text(certificate, "holder"));
            context.console().print("  issuer  " + Json.text(certificate, "issuer"));
            context.console()
                    .print("  valid   " + date(certificate, "notBefore") + " to " + date(certificate, "notAfter"));
            context.console().print("  key     " + Json.text(certificate, "keyType"));
            context.console().print("  status  " + Json.text(certificate, "status") + whyNot(certificate));
        }
        return ExitCodes.DONE;
    }

    private static String whyNot(JsonNode certificate) {
        return certificate.path("canSign").asBoolean(false)
                ? ", can sign"
                : ", can't sign (" + Json.text(certificate, "whyNot") + ")";
    }

    private static String date(JsonNode certificate, String member) {
        String time = Json.text(certificate, member);
        return time.length() < DATE ? time : time.substring(0, DATE);
    }
}
