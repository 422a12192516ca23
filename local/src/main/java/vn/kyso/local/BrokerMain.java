package vn.kyso.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import kafka.Kafka;
import kafka.tools.StorageTool;

/// The broker's JVM: formats the storage folder if it is new, then becomes the broker.
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) {
        String configuration = arguments[0];
        UUID cluster = UUID.randomUUID();
        byte[] id = java.nio.ByteBuffer.allocate(16)
                .putLong(cluster.getMostSignificantBits())
                .putLong(cluster.getLeastSignificantBits())
                .array();
        String clusterId = Base64.getUrlEncoder().withoutPadding().encodeToString(id);
        PrintStream quiet = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        int result = StorageTool.execute(
                new String[] {"format", "--ignore-formatted", "-t", clusterId, "-c", configuration}, quiet);
        if (result != 0) {
            throw new IllegalStateException("Kafka's storage folder could not be formatted");
        }
        Kafka.main(new String[] {configuration});
    }
}
