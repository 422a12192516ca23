package vn.kyso.certificate.subscriber;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Who can be a subscriber (`kyso.user-id`).
///
/// @param prefixes of userIDs; other providers' beside our own where their certificates are imported
@ConfigurationProperties("kyso.user-id")
public record SubscriberProperties(@DefaultValue("ICA") List<String> prefixes) {
    public SubscriberProperties {
        prefixes = List.copyOf(prefixes);
        if (prefixes.isEmpty()) {
            throw new IllegalArgumentException("kyso.user-id.prefixes names at least one prefix");
        }
    }
}
