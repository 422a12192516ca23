package vn.kyso.local.installation;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The environment variables of one service, secrets among them.
public record ServiceEnvironment(PlatformPart part, Map<String, String> variables) {
    public ServiceEnvironment {
        variables = Map.copyOf(variables);
    }

    /// As a file of `NAME=value` lines, which Docker reads too.
    String asFile() {
        return new TreeMap<>(variables)
                .entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue() + "\n")
                        .collect(Collectors.joining());
    }

    @Override
    public String toString() {
        return "ServiceEnvironment[" + part.id() + ", " + variables.size() + " variables]";
    }
}
