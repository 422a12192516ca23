package vn.kyso.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import vn.kyso.contracts.envelope.Service;
import vn.kyso.testkit.TestKeys;

final class IdentityPropertiesTest {
    private final Map<String, Object> variables = new HashMap<>();

    IdentityPropertiesTest() {
        TestKeys.properties(Service.SIGNING)
                .forEach((name, value) -> variables.put(
                        name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'), value));
    }

    @Test
    void readsTheKeysOfServicesFromEnvironmentVariables() {
        IdentityProperties bound = bind();

        assertThat(bound.self()).isEqualTo(Service.SIGNING);
        assertThat(bound.identity().key())
                .isEqualTo(TestKeys.identity(Service.SIGNING).getPrivate());
        for (Service service : Service.values()) {
            assertThat(bound.trust().of(service))
                    .isEqualTo(TestKeys.identity(service).getPublic());
        }
        assertThat(bound.toString()).doesNotContain(bound.identity().privateKey());
    }

    @ParameterizedTest
    @CsvSource({
        "KYSO_SERVICE, , kyso.service is",
        "KYSO_SERVICE, gateway, kyso.service is gateway",
        "KYSO_IDENTITY_PRIVATE_KEY, , kyso.identity.private-key is missing",
        "KYSO_IDENTITY_PRIVATE_KEY, not base64!, kyso.identity.private-key is no Ed25519",
        "KYSO_IDENTITY_PRIVATE_KEY, AAAA, kyso.identity.private-key is no Ed25519",
        "KYSO_TRUST_DOCUMENT_SERVICE, , kyso.trust.document-service is missing",
        "KYSO_TRUST_CERTIFICATE_SERVICE, AAAA, kyso.trust.certificate-service is no Ed25519",
        "KYSO_TRUST_SIGNING_SERVICE, not base64!, kyso.trust.signing-service is no Ed25519",
        "KYSO_TRUST_NOTIFICATION_SERVICE, , kyso.trust.notification-service is missing"
    })
    void namesTheSettingThatCanNotBeUsed(String variable, String value, String why) {
        if (value == null) {
            variables.remove(variable);
        } else {
            variables.put(variable, value);
        }
        assertThatThrownBy(this::bind).hasStackTraceContaining(why);
    }

    @Test
    void takesNoKeyOfAnotherKind() {
        variables.put(
                "KYSO_TRUST_SIGNING_SERVICE",
                Base64.getEncoder().encodeToString(TestKeys.p256().getPublic().getEncoded()));
        assertThatThrownBy(this::bind).hasStackTraceContaining("kyso.trust.signing-service is no Ed25519");
    }

    private IdentityProperties bind() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        ConfigurationPropertySources.attach(environment);
        return Binder.get(environment).bind("kyso", IdentityProperties.class).get();
    }
}
