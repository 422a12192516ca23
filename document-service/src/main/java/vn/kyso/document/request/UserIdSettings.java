package vn.kyso.document.request;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which userIDs name signers (`kyso.user-id`, the same for every service).
///
/// @param prefixes of the providers that are known
@ConfigurationProperties("kyso.user-id")
public record UserIdSettings(@DefaultValue("ICA") List<String> prefixes) {
    public UserIdSettings {
        prefixes = List.copyOf(prefixes);
        if (prefixes.isEmpty()) {
            throw new IllegalArgumentException("kyso.user-id.prefixes names at least one prefix");
        }
    }
}
