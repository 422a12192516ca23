package vn.kyso.gateway.tenant;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.validation.annotation.Validated;
import vn.kyso.gateway.token.AccessTokens;

/// Creates the tenants that configuration names, each with a client for its systems and a person for its portal, where
/// they do not exist yet. A changed secret or password in the configuration replaces the stored one.
@Component
class FirstTenants implements ApplicationRunner {
    private static final java.time.Duration TOKEN_LIFE = java.time.Duration.ofMinutes(10);

    private final Configured configured;
    private final JdbcClient jdbc;
    private final RegisteredClientRepository clients;
    private final PasswordEncoder passwords;
    private final TransactionTemplate transaction;

    @Validated
    @ConfigurationProperties("kyso.bootstrap")
    record Configured(@Valid @DefaultValue List<Tenant> tenants) {}

    /// @param id stands in every row and event of the tenant
    /// @param name as signers read it
    /// @param secret the client's secret; the client's id is the tenant's
    record Tenant(
            @Pattern(regexp = "[a-z][a-z0-9-]{1,30}") String id,
            @NotBlank @Size(max = 80) String name,
            @NotBlank @Size(min = 16) String secret,
            @Nullable String username,
            @Nullable String displayName,
            @Nullable String password) {
        @Override
        public String toString() {
            return "Tenant[" + id + "]";
        }
    }

    FirstTenants(
            Configured configured,
            JdbcClient jdbc,
            RegisteredClientRepository clients,
            PasswordEncoder passwords,
            TransactionTemplate transaction) {
        this.configured = configured;
        this.jdbc = jdbc;
        this.clients = clients;
        this.passwords = passwords;
        this.transaction = transaction;
    }

    @Override
    public void run(ApplicationArguments args) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtext('first_tenants'))")
                    .query()
                    .singleRow();
            configured.tenants().forEach(this::ensure);
        });
    }

    private void ensure(Tenant tenant) {
        jdbc.sql(
                        "insert into tenant (id, name) values (:id, :name) on conflict (id) do update set name = excluded.name")
                .param("id", tenant.id())
                .param("name", tenant.name())
                .update();
        RegisteredClient existing = clients.findByClientId(tenant.id());
        if (existing == null
                || !passwords.matches(
                        tenant.secret(), java.util.Objects.requireNonNullElse(existing.getClientSecret(), ""))) {
            clients.save(client(tenant, existing));
        }
        if (tenant.username() != null && tenant.password() != null) {
            ensurePerson(tenant, tenant.username(), tenant.password());
        }
    }

    private void ensurePerson(Tenant tenant, String username, String password) {
        String stored = jdbc.sql("select password_hash from person where username = :username")
                .param("username", username)
                .query(String.class)
                .optional()
                .orElse("{noop}");
        if (stored.equals("{noop}") || !passwords.matches(password, stored)) {
            jdbc.sql("""
                    insert into person (username, display_name, tenant, password_hash)
                    values (:username, :name, :tenant, :hash)
                    on conflict (username) do update set password_hash = excluded.password_hash
                    """)
                    .param("username", username)
                    .param("name", tenant.displayName() == null ? username : tenant.displayName())
                    .param("tenant", tenant.id())
                    .param("hash", passwords.encode(password))
                    .update();
            // Whoever knew the old password may be the reason for the new one.
            jdbc.sql("delete from spring_session where principal_name = :username")
                    .param("username", username)
                    .update();
        }
    }

    private RegisteredClient client(Tenant tenant, @Nullable RegisteredClient existing) {
        return RegisteredClient.withId(existing == null ? UUID.randomUUID().toString() : existing.getId())
                .clientId(tenant.id())
                .clientSecret(passwords.encode(tenant.secret()))
                .clientName(tenant.name())
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .scope("documents:write")
                .scope("signatures:request")
                .scope("certificates:read")
                .scope("tenant:admin")
                .clientSettings(ClientSettings.builder()
                        .setting(AccessTokens.TENANT_SETTING, tenant.id())
                        .setting(AccessTokens.NAME_SETTING, tenant.name())
                        .build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(TOKEN_LIFE)
                        .build())
                .build();
    }
}
