package vn.kyso.local.installation;

import java.net.URI;

/// Where an installation's parts find one another and where people find them.
///
/// @param publicUrl the origin that requesters and phones call; it stands in certificates, so it should stay
/// @param appOrigin the origin of the signer's app; its host is the passkeys' rpId
public record Addresses(URI publicUrl, URI appOrigin, Inside inside) {
    /// How parts reach one another.
    public sealed interface Inside {
        /// All on the loopback interface, the services on the ports after the gateway's.
        record Processes(int gatewayPort, int postgresPort, int kafkaPort) implements Inside {}

        /// Each under its own host name, on the ports they have by default.
        record Containers() implements Inside {}
    }

    /// Where the gateway's container tells its figures.
    static final int MANAGEMENT_PORT = 9080;

    private static final int DEFAULT_GATEWAY_PORT = 8080;
    private static final int APP_OFFSET = 5;

    /// The addresses of processes on one machine whose gateway listens on `gatewayPort`.
    public static Addresses ofProcesses(int gatewayPort, int postgresPort, int kafkaPort) {
        return new Addresses(
                URI.create("http://localhost:" + gatewayPort),
                URI.create("http://localhost:" + (gatewayPort + APP_OFFSET)),
                new Inside.Processes(gatewayPort, postgresPort, kafkaPort));
    }

    /// The addresses of containers behind the given origins.
    public static Addresses ofContainers(URI publicUrl, URI appOrigin) {
        return new Addresses(publicUrl, appOrigin, new Inside.Containers());
    }

    /// The port that a service listens on.
    public int port(PlatformPart part) {
        return switch (inside) {
            case Inside.Processes p -> p.gatewayPort() + part.portOffset();
            case Inside.Containers _ -> DEFAULT_GATEWAY_PORT + part.portOffset();
        };
    }

    /// A service's address as the others reach it.
    public String url(PlatformPart part) {
        return switch (inside) {
            case Inside.Processes _ -> "http://localhost:" + port(part);
            case Inside.Containers _ -> "http://" + part.id() + ":" + port(part);
        };
    }

    String jdbcUrl(PlatformPart part) {
        return switch (inside) {
            case Inside.Processes p -> "jdbc:postgresql://127.0.0.1:" + p.postgresPort() + "/" + part.database();
            case Inside.Containers _ -> "jdbc:postgresql://postgres:5432/" + part.database();
        };
    }

    String kafka() {
        return switch (inside) {
            case Inside.Processes p -> "127.0.0.1:" + p.kafkaPort();
            case Inside.Containers _ -> "kafka:9092";
        };
    }
}
