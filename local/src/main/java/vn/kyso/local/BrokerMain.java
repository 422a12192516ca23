package vn.kyso.local;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/// The broker's JVM: formats the storage folder if it is new, then becomes the broker.
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        Path configuration = Path.of(arguments[0]);
        PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        String clusterId = clusterId(configuration.resolveSibling("cluster.id"));
        int result = StorageTool.execute(
                // With an equals sign: an id may begin with a dash, and would be taken for an option.
                new String[] {
                    "format", "--ignore-formatted", "--cluster-id=" + clusterId, "-c", configuration.toString()
                },
                quiet);
        if (result != 0) {
            throw new IllegalStateException("Kafka's storage folder could not be formatted");
        }
        Kafka.main(new String[] {configuration.toString()});
    }

    /// The id under which the folder was formatted; a storage folder that has another is refused by the broker.
    private static String clusterId(Path file) throws IOException {
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        String id = Uuid.randomUuid().toString();
        Files.writeString(file, id);
        return id;
    }
}
