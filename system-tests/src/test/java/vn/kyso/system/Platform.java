package vn.kyso.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// A platform of real processes in a temporary folder, started once for this test JVM and stopped with it.
public final class Platform {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Platform RUNNING = start();

    private final Path data;
    private final int port;
    private final Map<String, String> client;

    private Platform(Path data, int port, Map<String, String> client) {
        this.data = data;
        this.port = port;
        this.client = client;
    }

    public static Platform running() {
        return RUNNING;
    }

    /// Where requesters and phones call.
    public URI url() {
        return URI.create(setting("KYSO_URL"));
    }

    /// Where a service answers by itself, as operators and health checks reach it.
    public URI service(String name) {
        return URI.create(setting("KYSO_" + name.replace('-', '_').toUpperCase(java.util.Locale.ROOT)));
    }

    public URI appOrigin() {
        return URI.create(setting("KYSO_APP_ORIGIN"));
    }

    public String clientSecret(String tenant) {
        return setting("KYSO_CLIENT_SECRET_" + tenant.toUpperCase(java.util.Locale.ROOT));
    }

    public String setting(String name) {
        return Objects.requireNonNull(client.get(name), () -> name + " is missing in the client's settings");
    }

    /// What one service of this installation is configured with.
    public Map<String, String> environmentOf(String service) {
        return settings(data.resolve("env").resolve(service + ".env"));
    }

    public Path data() {
        return data;
    }

    /// Ends a service at once, as a power cut would.
    ///
    /// @return when
    public Instant kill(String service) {
        ProcessHandle running = process(service);
        running.destroyForcibly();
        Instant killed = Instant.now();
        running.onExit().join();
        return killed;
    }

    /// The process of a service that was started.
    ProcessHandle process(String service) {
        Properties noted = new Properties();
        Path note = data.resolve("run").resolve(service + ".process");
        try (var in = Files.newBufferedReader(note)) {
            noted.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ProcessHandle.of(Long.parseLong(noted.getProperty("pid")))
                .orElseThrow(() -> new IllegalStateException(service + " does not run"));
    }

    /// Starts what does not run and waits until all of it is ready.
    public void up() {
        Said said = run(localCommand("up", "--port", Integer.toString(port)));
        if (said.exitCode() != 0) {
            throw new IllegalStateException("kyso up failed with " + said.exitCode() + ":\n" + said.output());
        }
    }

    /// Stops all of it; what it holds stays.
    void down() {
        Said said = run(localCommand("down"));
        if (said.exitCode() != 0) {
            throw new IllegalStateException("kyso down failed with " + said.exitCode() + ":\n" + said.output());
        }
    }

    /// Runs a command of the script's client, as people do.
    public Said kyso(String... arguments) {
        return run(clientCommand(arguments));
    }

    /// Starts a command that goes on by itself.
    public Process start(Path output, String... arguments) {
        try {
            ProcessBuilder builder =
                    builder(clientCommand(arguments)).redirectErrorStream(true).redirectOutput(output.toFile());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A command of the script's client, for whoever types at it and reads it while it runs.
    ProcessBuilder command(String... arguments) {
        return builder(clientCommand(arguments));
    }

    /// What a command printed and how it ended.
    public record Said(int exitCode, String output) {}

    private Said run(List<String> command) {
        try {
            Process process = builder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " does not end");
            }
            return new Said(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KYSO_DATA", data.toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // So that what is done for a request leaves lines in the logs, also where nothing goes wrong.
        builder.environment().put("LOGGING_LEVEL_ORG_SPRINGFRAMEWORK_JDBC_CORE", "DEBUG");
        return builder;
    }

    private static List<String> localCommand(String... arguments) {
        return script("local", arguments);
    }

    private static List<String> clientCommand(String... arguments) {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("kyso").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /// `kyso up` without its build: what is tested is what the build that runs these tests has made.
    private static List<String> script(String module, String... arguments) {
        Path target = ROOT.resolve(module).resolve("target");
        try (var files = Files.list(target)) {
            Path jar = files.filter(f -> f.getFileName().toString().matches(module + "-[0-9][^/]*\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(module + " is not packaged"));
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    jar + ":"
                            + Files.readString(target.resolve("runtime.classpath"))
                                    .strip(),
                    "vn.kyso.local.Local",
                    "--root",
                    ROOT.toString()));
            command.addAll(List.of(arguments));
            return command;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Platform start() {
        try {
            Path data = Files.createTempDirectory("kyso-system-");
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx--x--x"));
            int port = freePorts();
            Platform starting = new Platform(data, port, new HashMap<>());
            Runtime.getRuntime().addShutdownHook(new Thread(() -> starting.stop(), "kyso-down"));
            starting.up();
            return new Platform(data, port, settings(data.resolve("client")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stop() {
        run(localCommand("down"));
        try (var files = Files.walk(data)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(f -> f.toFile().delete());
        } catch (IOException e) {
            System.err.println(data + " could not be removed: " + e);
        }
    }

    /// A gateway port with all the ports that follow from it free.
    private static int freePorts() {
        for (int attempt = 0; attempt < 100; attempt++) {
            int base = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            if (List.of(0, 1, 2, 3, 4, 5, 50, 51, 52).stream().allMatch(offset -> free(base + offset))) {
                return base;
            }
        }
        throw new IllegalStateException("No free ports");
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static Map<String, String> settings(Path file) {
        Map<String, String> settings = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                int equals = line.indexOf('=');
                if (equals > 0 && !line.startsWith("#")) {
                    settings.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings;
    }
}
