package vn.kyso.cli.phone;

import java.net.URI;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import vn.kyso.approval.ActivationCode;
import vn.kyso.approval.authenticator.SoftwareAuthenticator;
import vn.kyso.cli.Context;
import vn.kyso.cli.HandedOutCodes;
import vn.kyso.cli.Settings;
import vn.kyso.cli.http.Http;

/// `./kyso phone`: a signer's phone with a software authenticator.
@Command(
        name = "phone",
        sortOptions = false,
        description = {
            "A signer's phone on the command line.",
            "Bind it once with --activate CODE; afterwards --user names it. It shows what is asked, computes each"
                    + " document's digest from the bytes to be signed, refuses where they differ, and answers."
        })
public final class Phone implements Callable<Integer> {
    private final Context context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--activate", paramLabel = "CODE", description = "Bind this phone with an activation code.")
    private @Nullable String activationCode;

    @Option(names = "--user", paramLabel = "ICA.…", description = "Whose phone this is, once it is bound.")
    private @Nullable String userId;

    @Option(names = "--answer", paramLabel = "ask|approve|decline", description = "Default: ${DEFAULT-VALUE}")
    private Signer.Answer answer = Signer.Answer.ASK;

    @Option(names = "--code", paramLabel = "NN", description = "The match code, instead of typing it when asked.")
    private @Nullable String code;

    @Option(
            names = "--trust",
            paramLabel = "TENANT",
            description = "Let this tenant ask without a match code, such as demo.")
    private @Nullable String trusted;

    @Option(names = "--once", description = "End after one request.")
    private boolean once;

    @Option(names = "--name", paramLabel = "TEXT", description = "The device's name. Default: ${DEFAULT-VALUE}")
    private String deviceName = "Command line";

    public Phone(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (code != null && !Signer.isMatchCode(code)) {
            throw usage("--code is the two digits on the requester's screen, not '" + code + "'.");
        }
        Settings settings = context.settings();
        Http http = context.http();
        URI url = settings.url();
        SoftwareAuthenticator authenticator =
                new SoftwareAuthenticator(settings.appOrigin().toString());
        PhoneStore store = new PhoneStore(settings.phones());
        BoundPhone phone =
                phone(store, new HandedOutCodes(settings.phones()), new Activation(http, url, authenticator));
        PhoneApi api = new PhoneApi(http, url, phone);
        String tenant = trusted;
        if (tenant != null) {
            api.trust(tenant, authenticator);
        }
        context.console()
                .print("Phone of " + phone.userId() + " is ready (device " + phone.deviceId() + ")"
                        + (tenant == null ? "" : ", trusts " + tenant));
        Signer signer = new Signer(context.console(), answer, code);
        Answering answering = new Answering(api, phone.passkey(), authenticator, signer, context.console());
        return once ? answering.once() : answering.forEver();
    }

    private BoundPhone phone(PhoneStore store, HandedOutCodes codes, Activation activation) {
        String typed = activationCode;
        String user = userId;
        if (typed != null) {
            ActivationCode parsed =
                    ActivationCode.parse(typed).orElseThrow(() -> usage("'" + typed + "' is not an activation code."));
            String known = user == null ? codes.userIdOf(parsed).orElse(null) : user;
            if (known == null) {
                throw usage("This code was made elsewhere: say with --user ICA.… whose phone this is.");
            }
            BoundPhone bound = activation.bind(parsed, deviceName, known);
            store.save(bound);
            return bound;
        }
        if (user == null) {
            throw usage("--activate CODE binds a phone, --user ICA.… takes one that is bound.");
        }
        return store.find(user)
                .orElseThrow(() -> usage("No phone of " + user + " is bound here: bind one with --activate CODE."));
    }

    private ParameterException usage(String message) {
        CommandLine line = spec.commandLine();
        return new ParameterException(line == null ? new CommandLine(spec) : line, message);
    }
}
