package vn.kyso.local;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import vn.kyso.local.installation.Installation;
import vn.kyso.local.installation.PlatformPart;

/// `./kyso up`: starts what does not run yet, waits until all of it is ready, and shows how to use it. The parts
/// are processes of their own that stay until `./kyso down`; what they hold stays under `.kyso/`.
@Command(name = "up", description = "Start PostgreSQL, Kafka, the services and the signer's app.")
final class Up implements Callable<Integer> {
    @ParentCommand
    private Local local = new Local();

    @Option(names = "--fresh", description = "Throw away what earlier runs left under .kyso.")
    private boolean fresh;

    @Option(
            names = "--port",
            description =
                    "The gateway's port; the services and the signer's app take the five after it. Default: 8080, or the one used before.")
    private @Nullable Integer port;

    @Override
    public Integer call() {
        LocalFolder folder = local.folder();
        folder.create();
        try (var _ = folder.lock()) {
            if (fresh) {
                Down.stopAll(folder, local.out());
                folder.empty();
                folder.create();
            }
            int gatewayPort = folder.gatewayPort(port);
            refuseAnotherPort(folder, gatewayPort);
            refuseTakenPorts(folder.running(), gatewayPort);
            boolean stood = allRunning(folder.running());
            Installation installation = folder.installation(gatewayPort);
            installation.write();
            new Start(local.root(), folder, installation, gatewayPort, local.out()).run();
            List<DemoSigner> signers = new DemoSigners(local.root(), folder, local.out()).enrolled();
            new Screen(local.out(), installation, folder).show(stood, signers);
        }
        return ExitCode.OK;
    }

    private static boolean allRunning(RunningParts running) {
        return Status.partNames().stream().allMatch(running::running);
    }

    private static void refuseAnotherPort(LocalFolder folder, int gatewayPort) {
        int kept = folder.gatewayPort(null);
        boolean running = folder.running().all().stream().anyMatch(RunningPart::alive);
        if (running && kept != gatewayPort) {
            throw new LocalPartException("Kyso runs on port " + kept
                    + ": stop it with ./kyso down before it moves to port " + gatewayPort + ".");
        }
    }

    /// A port that a part needs and somebody else holds is told before anything is started.
    static void refuseTakenPorts(RunningParts running, int gatewayPort) {
        portsNeeded(gatewayPort).forEach((needed, part) -> {
            if (!running.running(part) && !free(needed)) {
                throw new LocalPartException("Port " + needed + ", which " + part
                        + " needs, is in use: stop what listens there, or choose other ports with ./kyso up --port.");
            }
        });
    }

    private static Map<Integer, String> portsNeeded(int gatewayPort) {
        Map<Integer, String> ports = new LinkedHashMap<>();
        for (PlatformPart part : PlatformPart.values()) {
            ports.put(gatewayPort + part.ordinal(), part.id());
        }
        ports.put(LocalFolder.postgresPort(gatewayPort), LocalFolder.POSTGRES);
        ports.put(LocalFolder.kafkaPort(gatewayPort), LocalFolder.KAFKA);
        ports.put(LocalFolder.controllerPort(gatewayPort), LocalFolder.KAFKA);
        return ports;
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
