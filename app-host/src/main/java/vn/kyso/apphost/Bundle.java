package vn.kyso.apphost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The app's files, as the build left them, text files with their compressed form beside them. They are small and few:
/// what
/// was asked for once stays in memory.
final class Bundle {
    private static final String BUILT = "/kyso/app/";

    /// No segment begins with a dot, so none leads elsewhere.
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("mjs", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("ttf", "font/ttf"),
            Map.entry("pfb", "application/octet-stream"),
            Map.entry("bcmap", "application/octet-stream"),
            Map.entry("icc", "application/vnd.iccprofile"),
            Map.entry("wasm", "application/wasm"));

    private final String root;
    private final Map<String, Asset> known = new ConcurrentHashMap<>();

    /// @param gzip its compressed form, where the build made one
    record Asset(String type, byte[] bytes, byte @Nullable [] gzip) {}

    /// What the build left.
    Bundle() {
        this(BUILT);
    }

    /// @param root where the files stand on the class path, with a slash at its end
    Bundle(String root) {
        this.root = root;
    }

    /// Whether the page that everything else comes from is there.
    boolean isComplete() {
        return find("index.html").isPresent();
    }

    /// @param path without the leading slash
    Optional<Asset> find(String path) {
        Asset asset = known.get(path);
        if (asset == null) {
            asset = read(path);
            if (asset != null) {
                known.put(path, asset);
            }
        }
        return Optional.ofNullable(asset);
    }

    private @Nullable Asset read(String path) {
        String type = path.substring(path.lastIndexOf('/') + 1).startsWith("LICENSE")
                ? "text/plain; charset=utf-8"
                : TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        if (type == null || !PATH.matcher(path).matches()) {
            return null;
        }
        byte[] bytes = resource(root + path);
        return bytes == null ? null : new Asset(type, bytes, resource(root + path + ".gz"));
    }

    private static byte @Nullable [] resource(String name) {
        try (InputStream in = Bundle.class.getResourceAsStream(name)) {
            return in == null ? null : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " can't be read from the jar", e);
        }
    }
}
