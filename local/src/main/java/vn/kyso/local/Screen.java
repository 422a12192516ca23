package vn.kyso.local;

import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import vn.kyso.local.installation.DemoTenant;
import vn.kyso.local.installation.Installation;

/// What `up` ends with: everything that is needed to try Kyso, on one screen.
final class Screen {
    private final PrintStream out;
    private final Installation installation;
    private final LocalFolder folder;

    Screen(PrintStream out, Installation installation, LocalFolder folder) {
        this.out = out;
        this.installation = installation;
        this.folder = folder;
    }

    void show(boolean stoodBefore, List<DemoSigner> signers) {
        out.printf(
                "%nKyso %s at %s%n",
                stoodBefore ? "is up already," : "is up",
                installation.addresses().publicUrl());
        for (DemoTenant tenant : DemoTenant.ALL) {
            out.printf("%n  Tenant         %s (%s)%n", tenant.id(), tenant.name());
            out.printf("  client id      %s%n", tenant.id());
            out.printf("  client secret  %s%n", tenant.clientSecret(installation.secrets()));
            out.printf("  portal log-in  %s  %s%n", tenant.username(), tenant.password(installation.secrets()));
        }
        for (DemoSigner signer : signers) {
            out.printf("%n  Signer         %s  %s%n", signer.userId(), signer.name());
            for (String certificate : signer.certificates()) {
                out.printf("  certificate    %s%n", certificate);
            }
            out.printf("  activation     %s%n", activation(signer));
            if (signer.activationCode() != null) {
                // In the fragment, which no browser sends to anybody.
                out.printf("  on a phone     %s/#%s%n", installation.addresses().appOrigin(), signer.activationCode());
            }
        }
        out.printf(
                "%n  ./kyso phone --activate CODE            a phone in another terminal%n"
                        + "  ./kyso sign FILE.pdf --user %s%n"
                        + "  ./kyso status · logs [SERVICE] [-f] · down%n%n  Data and logs: %s%n",
                signers.isEmpty() ? "ICA.…" : signers.getFirst().userId(), folder.path());
    }

    private static String activation(DemoSigner signer) {
        String code = signer.activationCode();
        Instant expires = signer.codeExpiresAt();
        if (code == null || expires == null) {
            return "a phone is bound";
        }
        String until = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm")
                .withZone(ZoneId.systemDefault())
                .format(expires);
        return code + "  (until " + until + ")";
    }
}
