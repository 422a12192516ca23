package vn.kyso.local;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/// `./kyso up`: PostgreSQL, Kafka and the services of one machine, in the foreground. They end with this process; what
/// they hold stays under `.kyso/`.
@Command(name = "up", description = "Start PostgreSQL, Kafka and the services; Ctrl-C stops them.")
final class Up implements Callable<Integer> {
    private static final int POSTGRES_PORT = 55432;
    private static final int KAFKA_PORT = 59092;
    private static final int KAFKA_CONTROLLER_PORT = 59093;
    private static final Duration SERVICE_START_LIMIT = Duration.ofSeconds(90);
    private static final int UNAVAILABLE = 6;

    @Option(names = "--root", required = true, description = "The project's folder.")
    private Path root = Path.of(".");

    @Option(names = "--java", required = true, description = "The java program to run services with.")
    private String java = "java";

    @Option(names = "--fresh", description = "Throw away what earlier runs left under .kyso.")
    private boolean fresh;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    public static void main(String[] args) {
        int exit = new CommandLine(new Up()).execute(args);
        System.exit(exit);
    }

    @Override
    public Integer call() {
        int gatewayPort = portOf("KYSO_GATEWAY_PORT", 8080);
        for (int port : new int[] {gatewayPort, POSTGRES_PORT, KAFKA_PORT, KAFKA_CONTROLLER_PORT}) {
            if (!free(port)) {
                out.println("kyso: port " + port + " is in use; stop what listens there and try again.");
                return UNAVAILABLE;
            }
        }
        try {
            start(gatewayPort);
            new CountDownLatch(1).await();
            return ExitCode.OK;
        } catch (LocalPartException e) {
            out.println("kyso: " + e.getMessage());
            return UNAVAILABLE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.OK;
        }
    }

    private void start(int gatewayPort) {
        Path data = root.resolve(".kyso");
        if (fresh) {
            delete(data);
        }
        Path logs = folder(data.resolve("logs"));
        Secrets secrets = new Secrets(data.resolve("secrets.properties"));

        out.print("PostgreSQL ... ");
        EmbeddedPostgres postgres = EmbeddedPostgres.start(
                data.resolve("postgres"),
                logs.resolve("postgres.log"),
                POSTGRES_PORT,
                secrets.password("postgres.superuser"),
                Lifetime.OF_THIS_JVM);
        out.println("ready");
        out.print("Kafka ... ");
        EmbeddedKafka.start(
                data.resolve("kafka"),
                logs.resolve("kafka.log"),
                KAFKA_PORT,
                KAFKA_CONTROLLER_PORT,
                Lifetime.OF_THIS_JVM);
        out.println("ready");
        out.print("gateway ... ");
        gateway(gatewayPort, postgres, secrets, logs);
        out.println("ready");
        out.printf(
                "%nKyso runs at http://localhost:%d%n%n  client id      demo%n  client secret  %s%n%nCtrl-C stops it. Data stay in %s, logs in %s.%n",
                gatewayPort, secrets.password("tenant.demo.secret"), data, logs);
    }

    private void gateway(int port, EmbeddedPostgres postgres, Secrets secrets, Path logs) {
        String password = secrets.password("database.gateway");
        postgres.createDatabase("gateway", "gateway", password);
        Map<String, String> environment = Map.ofEntries(
                Map.entry("KYSO_GATEWAY_PORT", Integer.toString(port)),
                Map.entry("KYSO_PUBLIC_URL", "http://localhost:" + port),
                Map.entry("SPRING_DATASOURCE_URL", postgres.url("gateway")),
                Map.entry("SPRING_DATASOURCE_USERNAME", "gateway"),
                Map.entry("SPRING_DATASOURCE_PASSWORD", password),
                Map.entry("KYSO_MASTER_KEY", secrets.key("gateway.master-key")),
                Map.entry("KYSO_BOOTSTRAP_TENANTS_0_ID", "demo"),
                Map.entry("KYSO_BOOTSTRAP_TENANTS_0_NAME", "Công ty Minh Hoạ"),
                Map.entry("KYSO_BOOTSTRAP_TENANTS_0_SECRET", secrets.password("tenant.demo.secret")),
                Map.entry("KYSO_BOOTSTRAP_TENANTS_1_ID", "other"),
                Map.entry("KYSO_BOOTSTRAP_TENANTS_1_NAME", "Công ty Khác"),
                Map.entry("KYSO_BOOTSTRAP_TENANTS_1_SECRET", secrets.password("tenant.other.secret")));
        ServerProcess process = ServerProcess.start(
                "gateway",
                List.of(
                        java,
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-jar",
                        jar("gateway").toString()),
                environment,
                logs.resolve("gateway.log"),
                Lifetime.OF_THIS_JVM,
                "TERM");
        URI readiness = URI.create("http://localhost:" + port + "/actuator/health/readiness");
        HttpClient http = HttpClient.newHttpClient();
        process.awaitReady(() -> answersOk(http, readiness), SERVICE_START_LIMIT);
    }

    private static boolean answersOk(HttpClient http, URI address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Path jar(String service) {
        Path target = root.resolve(service).resolve("target");
        try (var files = Files.list(target)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-boot.jar"))
                    .findFirst()
                    .orElseThrow(() -> new LocalPartException(service + " is not built: no jar in " + target));
        } catch (IOException e) {
            throw new LocalPartException(service + " is not built: " + target + " cannot be read", e);
        }
    }

    private static int portOf(String variable, int otherwise) {
        String value = System.getenv(variable);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    private static Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + path + " could not be made", e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("What earlier runs left in " + folder + " could not be removed", e);
        }
    }
}
