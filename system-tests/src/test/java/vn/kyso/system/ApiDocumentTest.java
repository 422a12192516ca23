package vn.kyso.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// What is written about the API is what runs: the OpenAPI documents of the services, docs/api.md and the gateway's
/// list name the same calls.
final class ApiDocumentTest {
    private static final Pattern ROW = Pattern.compile("^\\| (`.+?) \\| ([RDOPS ,]+)");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final List<String> SERVICES =
            List.of("document-service", "certificate-service", "signing-service", "notification-service");

    @ParameterizedTest
    @ValueSource(strings = {"document-service", "certificate-service", "signing-service", "notification-service"})
    void aServicesDocumentNamesExactlyTheCallsThatThePageLists(String service) throws IOException {
        Set<String> described = operations(openApi(service));
        described.removeIf(o -> o.contains(" /v1/operator/dead-letters") || o.contains(" /v1/operator/audit/"));
        assertThat(described).isEqualTo(documented(service));
    }

    @Test
    void theJoinedDocumentHoldsEveryPublicCallAndNoOperatorsCall() {
        JsonNode joined = Http.send(
                        HttpRequest.newBuilder(Platform.running().url().resolve("/openapi.json"))
                                .GET())
                .expecting(200)
                .json();
        Set<String> expected = new TreeSet<>();
        for (String service : SERVICES) {
            operations(openApi(service)).stream()
                    .filter(o -> !o.contains("/v1/operator/") && !o.contains("/v1/internal/"))
                    .forEach(expected::add);
        }
        assertThat(operations(joined)).isEqualTo(expected);
    }

    @Test
    void theGatewayForwardsEveryPublicCallAndNoOther() {
        for (String service : SERVICES) {
            for (String operation : operations(openApi(service))) {
                String method = operation.substring(0, operation.indexOf(' '));
                String path = operation.substring(operation.indexOf(' ') + 1).replaceAll("\\{[^}]+}", "x");
                boolean forRequestersAndPhones = path.startsWith("/pki/")
                        || path.startsWith("/v1/")
                                && !path.startsWith("/v1/operator/")
                                && !path.startsWith("/v1/internal/");
                // What is forwarded is answered as the service answers; the rest is no address of the gateway's.
                Answer asked = call(Platform.running().service(service).resolve(path), method);
                Answer forwarded = call(Platform.running().url().resolve(path), method);
                assertThat(forwarded.status() == asked.status())
                        .as("%s answers %d, its service %d", operation, forwarded.status(), asked.status())
                        .isEqualTo(forRequestersAndPhones);
            }
        }
    }

    private static Answer call(URI address, String method) {
        return Http.send(HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer none")
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private static JsonNode openApi(String service) {
        return Http.send(HttpRequest.newBuilder(
                                Platform.running().service(service).resolve("/v3/api-docs"))
                        .GET())
                .expecting(200)
                .json();
    }

    private static Set<String> operations(JsonNode document) {
        Set<String> operations = new TreeSet<>();
        document.path("paths")
                .forEachEntry((path, methods) -> methods.forEachEntry((method, _) -> {
                    if (List.of("get", "put", "post", "delete", "head").contains(method)) {
                        operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path);
                    }
                }));
        operations.removeIf(o -> o.startsWith("HEAD "));
        return operations;
    }

    /// The calls of one section of docs/api.md: every `METHOD, METHOD /path` in its table's first column.
    private static Set<String> documented(String service) throws IOException {
        String page = Files.readString(Path.of("../docs/api.md"));
        String section = page.substring(page.indexOf("## " + service));
        int end = section.indexOf("\n## ", 4);
        Set<String> calls = new TreeSet<>();
        for (String line : (end < 0 ? section : section.substring(0, end)).split("\n", -1)) {
            Matcher row = ROW.matcher(line);
            if (row.find()) {
                addCalls(row.group(1), calls);
            }
        }
        calls.removeIf(c -> c.startsWith("HEAD "));
        return calls;
    }

    private static void addCalls(String cell, Set<String> calls) {
        String path = "";
        List<String> waiting = List.of();
        Matcher quoted = QUOTED.matcher(cell);
        while (quoted.find()) {
            String text = quoted.group(1);
            String[] words = text.split(" ", -1);
            String last = words[words.length - 1];
            List<String> methods = Arrays.stream(words)
                    .map(w -> w.replace(",", ""))
                    .filter(w -> w.matches("GET|HEAD|PUT|POST|DELETE"))
                    .collect(Collectors.toList());
            boolean hasPath = last.startsWith("/") || last.startsWith("…");
            if (!hasPath) {
                waiting = concat(waiting, methods);
                continue;
            }
            String own = last.replaceAll("[\\[?].*$", "");
            path = own.startsWith("…") ? path.substring(0, path.lastIndexOf('/')) + own.substring(1) : own;
            List<String> all = concat(waiting, methods);
            waiting = List.of();
            for (String method : all.isEmpty() ? List.of("POST") : all) {
                calls.add(method + " " + path);
            }
        }
    }

    private static List<String> concat(List<String> some, List<String> more) {
        return java.util.stream.Stream.concat(some.stream(), more.stream()).toList();
    }
}
