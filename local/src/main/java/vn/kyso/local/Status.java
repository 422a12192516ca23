package vn.kyso.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParentCommand;
import vn.kyso.local.installation.PlatformPart;

/// `./kyso status`: each part, whether it runs and is ready, and where.
@Command(name = "status", description = "Show each part's state and port.")
final class Status implements Callable<Integer> {
    @ParentCommand
    private Local local = new Local();

    @Override
    public Integer call() {
        Readiness readiness = new Readiness();
        boolean allReady = true;
        for (String name : partNames()) {
            Optional<RunningPart> part = local.folder().running().find(name);
            String state = part.map(p -> stateOf(p, readiness)).orElse("not running");
            allReady &= state.equals("ready");
            local.out()
                    .printf(
                            "  %-22s %-5s  %s%n",
                            name, part.map(p -> Integer.toString(p.port())).orElse("-"), state);
        }
        return allReady ? ExitCode.OK : Local.UNAVAILABLE;
    }

    static List<String> partNames() {
        List<String> names = new ArrayList<>(List.of(LocalFolder.POSTGRES, LocalFolder.KAFKA));
        for (PlatformPart part : PlatformPart.values()) {
            names.add(part.id());
        }
        return names;
    }

    private static String stateOf(RunningPart part, Readiness readiness) {
        if (!part.alive()) {
            return "ended (it was process " + part.pid() + ")";
        }
        boolean service = PlatformPart.of(part.name()).isPresent();
        return service ? readiness.of(part.port()).say() : Ports.inUse(part.port()) ? "ready" : "starting";
    }
}
