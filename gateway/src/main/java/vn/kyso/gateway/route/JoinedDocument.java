package vn.kyso.gateway.route;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vn.kyso.contracts.envelope.Service;

/// An OpenAPI document that grows by services' documents. Where tokens come from stands in its security schemes.
/// Schemas that two services name alike but mean
/// differently get the later one's name in front; schemas that only operators' calls use are left out.
final class JoinedDocument {
    private static final String SCHEMA = "#/components/schemas/";

    private final ObjectNode document;
    private final ObjectNode paths;
    private final ObjectNode schemas;
    private final ObjectNode securitySchemes;
    private final Set<String> operationIds = new HashSet<>();

    JoinedDocument(JsonMapper json, URI publicUrl) {
        document = json.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "Kyso")
                .put("version", "1")
                .put("description", "Errors are problems (RFC 9457); their codes are public and stay.");
        document.putArray("servers").addObject().put("url", publicUrl.toString());
        document.putArray("tags");
        paths = document.putObject("paths");
        ObjectNode components = document.putObject("components");
        schemas = components.putObject("schemas");
        securitySchemes = components.putObject("securitySchemes");
    }

    ObjectNode document() {
        return document;
    }

    void add(Service service, JsonNode of) {
        ObjectNode theirs = (ObjectNode) of.deepCopy();
        rename(service, theirs);
        Set<String> used = new HashSet<>();
        for (Map.Entry<String, JsonNode> path : theirs.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (operation.getValue() instanceof ObjectNode call
                        && passes(service, path.getKey(), operation.getKey())) {
                    add(service, path.getKey(), operation.getKey(), call);
                    used.addAll(references(call));
                }
            }
        }
        addSchemas(theirs.path("components").path("schemas"), used);
        theirs.path("components").path("securitySchemes").properties().forEach(scheme -> {
            if (!securitySchemes.has(scheme.getKey())) {
                securitySchemes.set(scheme.getKey(), scheme.getValue());
            }
        });
        ((ArrayNode) document.path("tags")).addObject().put("name", service.id());
    }

    private static boolean passes(Service service, String path, String method) {
        String shape = ForwardedCall.shape(path);
        return ForwardedCall.ALL.stream()
                .anyMatch(call -> call.to() == service
                        && ForwardedCall.shape(call.path()).equals(shape)
                        && call.methods().contains(HttpMethod.valueOf(method.toUpperCase(Locale.ROOT))));
    }

    private void add(Service service, String path, String method, ObjectNode call) {
        String id = call.path("operationId").asString(method + path);
        if (!operationIds.add(id)) {
            id = service.id() + "-" + id;
            operationIds.add(id);
        }
        call.put("operationId", id);
        call.putArray("tags").add(service.id());
        (paths.get(path) instanceof ObjectNode known ? known : paths.putObject(path)).set(method, call);
    }

    private void addSchemas(JsonNode theirs, Set<String> used) {
        Deque<String> open = new ArrayDeque<>(used);
        while (!open.isEmpty()) {
            String name = open.pop();
            JsonNode schema = theirs.get(name);
            if (schema != null && !schemas.has(name)) {
                schemas.set(name, schema);
                open.addAll(references(schema));
            }
        }
    }

    /// Renames what is named like another service's schema and is not the same, and what refers to something renamed.
    private void rename(Service service, ObjectNode theirs) {
        JsonNode all = theirs.path("components").path("schemas");
        Map<String, String> names = new HashMap<>();
        for (boolean changed = true; changed; ) {
            changed = false;
            for (Map.Entry<String, JsonNode> schema : all.properties()) {
                JsonNode known = schemas.get(schema.getKey());
                boolean differs = known != null
                        && (!known.equals(schema.getValue())
                                || references(schema.getValue()).stream().anyMatch(names::containsKey));
                if (differs && names.putIfAbsent(schema.getKey(), prefix(service) + schema.getKey()) == null) {
                    changed = true;
                }
            }
        }
        if (!names.isEmpty()) {
            ObjectNode renamed = ((ObjectNode) theirs.path("components")).putObject("schemas");
            all.properties()
                    .forEach(schema ->
                            renamed.set(names.getOrDefault(schema.getKey(), schema.getKey()), schema.getValue()));
            follow(theirs, names);
        }
    }

    private static String prefix(Service service) {
        String id = service.id().replace("-service", "");
        return id.substring(0, 1).toUpperCase(Locale.ROOT) + id.substring(1);
    }

    private static void follow(JsonNode node, Map<String, String> names) {
        if (node instanceof ObjectNode object && object.get("$ref") != null) {
            String reference = object.path("$ref").asString("");
            String name = reference.startsWith(SCHEMA) ? names.get(reference.substring(SCHEMA.length())) : null;
            if (name != null) {
                object.put("$ref", SCHEMA + name);
            }
        }
        node.forEach(child -> follow(child, names));
    }

    private static Set<String> references(JsonNode node) {
        Set<String> names = new HashSet<>();
        collect(node, names);
        return names;
    }

    private static void collect(JsonNode node, Set<String> names) {
        String reference = node.path("$ref").asString("");
        if (reference.startsWith(SCHEMA)) {
            names.add(reference.substring(SCHEMA.length()));
        }
        node.forEach(child -> collect(child, names));
    }
}
