package vn.kyso.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import vn.kyso.contracts.envelope.Service;

final class IdentityPropertiesTest {
    @Test
    void readsTheKeysOfServicesFromEnvironmentVariables() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        Map.of(
                                "KYSO_SERVICE", "signing-service",
                                "KYSO_IDENTITY_PRIVATE_KEY", "private",
                                "KYSO_TRUST_DOCUMENT_SERVICE", "public of document-service",
                                "KYSO_TRUST_SIGNING_SERVICE", "public of signing-service",
                                "KYSO_TRUST_OPERATOR_KEY", "another's concern")));
        ConfigurationPropertySources.attach(environment);

        IdentityProperties bound =
                Binder.get(environment).bind("kyso", IdentityProperties.class).get();

        assertThat(bound.identity().privateKey()).isEqualTo("private");
        assertThat(bound.trust().of(Service.DOCUMENT)).isEqualTo("public of document-service");
        assertThat(bound.trust().of(Service.SIGNING)).isEqualTo("public of signing-service");
        assertThat(bound.trust().of(Service.NOTIFICATION)).isNull();
    }
}
