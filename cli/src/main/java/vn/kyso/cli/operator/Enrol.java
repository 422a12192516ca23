package vn.kyso.cli.operator;

import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vn.kyso.cli.Context;
import vn.kyso.cli.ExitCodes;
import vn.kyso.cli.HandedOutCodes;
import vn.kyso.cli.http.Json;

/// `./kyso enrol`: the subscriber, a key in the signing-service, a certificate over its request, and an
/// activation code for the first phone.
@Command(
        name = "enrol",
        sortOptions = false,
        description = "Give a signer a key with a certificate, and an activation code for a phone.")
public final class Enrol implements Callable<Integer> {
    private static final List<String> KEY_TYPES = List.of("p256", "rsa2048", "rsa3072");

    private final Context context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--user", required = true, paramLabel = "ICA.…", description = "The signer's userID.")
    private String userId = "";

    @Option(names = "--name", description = "The signer's name as it stands in the certificate.")
    private @Nullable String name;

    @Option(names = "--key", paramLabel = "p256|rsa2048|rsa3072", description = "Default: ${DEFAULT-VALUE}")
    private String keyType = "p256";

    @Option(
            names = "--valid-for",
            paramLabel = "P1Y",
            converter = Validity.class,
            description = "How long the certificate is valid. Default: one year.")
    private TemporalAmount validFor = Period.ofYears(1);

    @Option(
            names = "--no-code",
            description = "No activation code: for a further certificate of a signer with a phone.")
    private boolean noCode;

    @Option(names = "--code-only", description = "An activation code alone: for a signer with a certificate.")
    private boolean codeOnly;

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    public Enrol(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (!KEY_TYPES.contains(keyType)) {
            throw usage("--key is one of p256, rsa2048 and rsa3072, not '" + keyType + "'.");
        }
        if (noCode && codeOnly) {
            throw usage("--no-code and --code-only exclude one another.");
        }
        String holder = name;
        OperatorApi api = new OperatorApi(context);
        ObjectNode result = Json.object();
        result.put("userId", userId);
        if (!codeOnly) {
            if (holder == null || holder.isBlank()) {
                throw usage("--name is needed: it stands in the certificate.");
            }
            JsonNode certificate = certify(api, holder);
            result.put("serial", Json.text(certificate, "serial"));
            result.put("holder", Json.text(certificate, "holder"));
            result.put("notAfter", Json.text(certificate, "notAfter"));
        }
        if (!noCode) {
            JsonNode activation = api.call(
                    "POST", "signing-service", "activations", Json.object().put("userId", userId));
            new HandedOutCodes(context.settings().phones()).note(Json.text(activation, "code"), userId);
            result.put("activationCode", Json.text(activation, "code"));
            result.put("expiresAt", Json.text(activation, "expiresAt"));
        }
        show(result);
        return ExitCodes.DONE;
    }

    private JsonNode certify(OperatorApi api, String holder) {
        ObjectNode subscriber =
                Json.object().put("userId", userId).put("name", holder).put("country", "VN");
        api.call("POST", "certificate-service", "subscribers", subscriber);
        JsonNode credential = api.call(
                "POST",
                "signing-service",
                "credentials",
                Json.object().put("userId", userId).put("keyType", keyType));
        return api.call(
                "POST",
                "certificate-service",
                "certificates",
                Json.object()
                        .put("userId", userId)
                        .put("credentialId", Json.text(credential, "credentialId"))
                        .put("csr", Json.text(credential, "csr"))
                        .put("validFor", validFor.toString()));
    }

    private void show(ObjectNode result) {
        if (json) {
            context.console().print(result);
            return;
        }
        String serial = Json.text(result, "serial");
        String code = Json.text(result, "activationCode");
        if (!serial.isEmpty()) {
            context.console().print("serial      " + serial);
            context.console().print("holder      " + Json.text(result, "holder"));
            context.console().print("valid until " + Json.text(result, "notAfter"));
        }
        if (!code.isEmpty()) {
            context.console().print("activation  " + code + "  (until " + Json.text(result, "expiresAt") + ")");
            context.settings().activationLink(code).ifPresent(this::showLink);
        }
    }

    private void showLink(String link) {
        context.console().print("on a phone  " + link);
        if (context.console().terminal()) {
            TerminalQr.lines(link).forEach(context.console()::printStyled);
        }
    }

    private ParameterException usage(String message) {
        CommandLine line = spec.commandLine();
        return new ParameterException(line == null ? new CommandLine(spec) : line, message);
    }

    /// ISO 8601: days, months and years as `P1Y`, shorter ones as `PT1H`.
    static final class Validity implements ITypeConverter<TemporalAmount> {
        @Override
        public TemporalAmount convert(String value) {
            try {
                return value.contains("T") ? Duration.parse(value) : Period.parse(value);
            } catch (DateTimeParseException e) {
                throw new TypeConversionException("'" + value + "' is no duration such as P1Y or PT1H");
            }
        }
    }
}
