package vn.kyso.document.played;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.document.DocumentServiceApplication;
import vn.kyso.local.Ports;
import vn.kyso.testkit.EmbeddedParts;
import vn.kyso.testkit.TestKeys;

/// The service in a JVM of its own with a small heap, which ends where the heap does not suffice.
public final class SmallHeap implements AutoCloseable {
    private final Process process;
    private final Api api;
    private final String topicPrefix;

    private SmallHeap(Process process, Api api, String topicPrefix) {
        this.process = process;
        this.api = api;
        this.topicPrefix = topicPrefix;
    }

    /// Up and ready.
    public static SmallHeap start(Path folder, int heapMegabytes) throws IOException {
        String topicPrefix = EmbeddedParts.newTopicPrefix();
        int port = Ports.free();
        Process process = new ProcessBuilder(command(settings(folder, topicPrefix, port), heapMegabytes))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("service.log").toFile())
                .start();
        SmallHeap service = new SmallHeap(process, Api.of(port, "demo"), topicPrefix);
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> !process.isAlive()
                        || service.api.get("/actuator/health/readiness").status() == 200);
        if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(folder.resolve("service.log")));
        }
        return service;
    }

    private static Path settings(Path folder, String topicPrefix, int port) throws IOException {
        EmbeddedParts.Database database = EmbeddedParts.newDatabase("small");
        Map<String, String> properties = new LinkedHashMap<>(TestKeys.properties(Service.DOCUMENT));
        properties.put("spring.datasource.url", database.url());
        properties.put("spring.datasource.username", database.username());
        properties.put("spring.datasource.password", database.password());
        properties.put("spring.kafka.bootstrap-servers", EmbeddedParts.kafka());
        properties.put("kyso.messaging.topic-prefix", topicPrefix);
        properties.put("kyso.document.blob-folder", folder.resolve("blobs").toString());
        properties.put("server.port", Integer.toString(port));
        Path file = folder.resolve("service.properties");
        Files.write(
                file,
                properties.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue().replace("\\", "\\\\"))
                        .toList());
        return file;
    }

    private static List<String> command(Path settings, int heapMegabytes) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                DocumentServiceApplication.class.getName(),
                "--spring.config.additional-location=file:" + settings));
    }

    public Api api() {
        return api;
    }

    public String topicPrefix() {
        return topicPrefix;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
