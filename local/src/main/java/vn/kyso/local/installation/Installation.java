package vn.kyso.local.installation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import vn.kyso.contracts.envelope.Service;

/// The one place that makes an installation's secrets and says which service gets which of them. A service gets its
/// own private keys and passwords alone; of the others it gets public keys.
///
/// What it keeps in its folder: `secrets.properties` (everything below comes from it), `operator/`, `env/` with one
/// file
/// per service and `postgres.env` and `databases.sql` for the database server, and `client`, what the command line
/// needs as a client. All are readable by their owner alone.
public final class Installation {
    private final Path folder;
    private final Addresses addresses;
    private final Secrets secrets;
    private final OperatorKey operatorKey;

    public Installation(Path folder, Addresses addresses) {
        this.folder = folder;
        this.addresses = addresses;
        this.secrets = new Secrets(folder.resolve("secrets.properties"));
        this.operatorKey = OperatorKey.in(folder.resolve("operator"));
    }

    public Secrets secrets() {
        return secrets;
    }

    public Addresses addresses() {
        return addresses;
    }

    public String postgresPassword() {
        return secrets.password("postgres.superuser");
    }

    public String databasePassword(PlatformPart part) {
        return secrets.password("database." + part.database());
    }

    /// What a service is started with.
    public ServiceEnvironment environment(PlatformPart part) {
        Map<String, String> v = new TreeMap<>();
        if (addresses.inside() instanceof Addresses.Inside.Processes) {
            // Demo secrets and no TLS: nobody but this machine's people reach it.
            v.put("SERVER_ADDRESS", "127.0.0.1");
        }
        if (part == PlatformPart.APP_HOST) {
            addAppHost(v);
            return new ServiceEnvironment(part, v);
        }
        v.put("SPRING_DATASOURCE_URL", addresses.jdbcUrl(part));
        v.put("SPRING_DATASOURCE_USERNAME", part.database());
        v.put("SPRING_DATASOURCE_PASSWORD", databasePassword(part));
        v.put("KYSO_PUBLIC_URL", addresses.publicUrl().toString());
        v.put("KYSO_APP_ORIGIN", addresses.appOrigin().toString());
        v.put("KYSO_MASTER_KEY", secrets.key("master-key." + part.id()));
        part.service().ifPresentOrElse(service -> addService(v, part, service), () -> addGateway(v));
        return new ServiceEnvironment(part, v);
    }

    /// Writes every file that services, the database server and the command line read.
    public void write() {
        Path env = PrivateFiles.folder(folder.resolve("env"));
        for (PlatformPart part : PlatformPart.values()) {
            PrivateFiles.write(
                    env.resolve(part.id() + ".env"), environment(part).asFile());
        }
        PrivateFiles.write(env.resolve("postgres.env"), "POSTGRES_PASSWORD=" + postgresPassword() + "\n");
        PrivateFiles.write(env.resolve("databases.sql"), databasesSql());
        PrivateFiles.write(folder.resolve("client"), clientFile());
    }

    private void addService(Map<String, String> v, PlatformPart part, Service service) {
        v.put("KYSO_PORT", Integer.toString(addresses.port(part)));
        v.put("KYSO_SERVICE", service.id());
        v.put("KYSO_IDENTITY_PRIVATE_KEY", identity(service).privateKey());
        for (Service trusted : Service.values()) {
            v.put("KYSO_TRUST_" + variable(trusted.id()), identity(trusted).publicKey());
        }
        v.put("KYSO_TRUST_OPERATOR_KEY", operatorKey.publicKey());
        Secrets.EncodedKeyPair deviceTokens = secrets.tokenKey("device-token");
        v.put("KYSO_TRUST_DEVICE_TOKEN_KEY", deviceTokens.publicKey());
        if (service == Service.SIGNING) {
            v.put("KYSO_DEVICE_TOKEN_PRIVATE_KEY", deviceTokens.privateKey());
            v.put("KYSO_APP_RP_ID", addresses.appOrigin().getHost());
            if (addresses.inside() instanceof Addresses.Inside.Processes) {
                // The demo signers' codes stand on the screen for whoever comes back to it later; the default is
                // minutes, and stays so wherever other signers are enrolled.
                v.put("KYSO_APP_ACTIVATION_LIFETIME", "PT24H");
            }
        }
        v.put("KYSO_TRUST_REQUESTER_ISSUER", addresses.publicUrl().toString());
        v.put("KYSO_TRUST_REQUESTER_JWKS_URI", addresses.url(PlatformPart.GATEWAY) + "/oauth2/jwks");
        v.put("KYSO_SIGNER_KEY", secrets.key("signer-key"));
        v.put("SPRING_KAFKA_BOOTSTRAP_SERVERS", addresses.kafka());
        upstreams(v);
    }

    private void addGateway(Map<String, String> v) {
        v.put("KYSO_PORT", Integer.toString(addresses.port(PlatformPart.GATEWAY)));
        if (addresses.inside() instanceof Addresses.Inside.Containers) {
            // Its own port is public; its figures have one that is not published.
            v.put("KYSO_MANAGEMENT_PORT", Integer.toString(Addresses.MANAGEMENT_PORT));
            v.put("MANAGEMENT_ENDPOINTS_WEB_EXPOSURE_INCLUDE", "health,prometheus");
        }
        upstreams(v);
        List<DemoTenant> tenants = DemoTenant.ALL;
        for (int i = 0; i < tenants.size(); i++) {
            DemoTenant tenant = tenants.get(i);
            String prefix = "KYSO_BOOTSTRAP_TENANTS_" + i + "_";
            v.put(prefix + "ID", tenant.id());
            v.put(prefix + "NAME", tenant.name());
            v.put(prefix + "SECRET", tenant.clientSecret(secrets));
            v.put(prefix + "USERNAME", tenant.username());
            v.put(prefix + "DISPLAYNAME", tenant.displayName());
            v.put(prefix + "PASSWORD", tenant.password(secrets));
        }
    }

    /// Addresses alone: who serves the signer's app is given nothing to lose.
    private void addAppHost(Map<String, String> v) {
        v.put("KYSO_PORT", Integer.toString(addresses.port(PlatformPart.APP_HOST)));
        v.put("KYSO_APP_ORIGIN", addresses.appOrigin().toString());
        v.put("KYSO_APP_API", addresses.publicUrl().toString());
    }

    private void upstreams(Map<String, String> v) {
        for (PlatformPart part : PlatformPart.values()) {
            part.service().ifPresent(s -> v.put("KYSO_UPSTREAM_" + variable(s.id()), addresses.url(part)));
        }
    }

    private Secrets.EncodedKeyPair identity(Service service) {
        return secrets.identity("identity." + service.id());
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private String databasesSql() {
        return PlatformPart.withDatabase().stream()
                .map(part -> """
                        CREATE ROLE "%1$s" LOGIN PASSWORD '%2$s';
                        CREATE DATABASE "%1$s" OWNER "%1$s";
                        REVOKE ALL ON DATABASE "%1$s" FROM PUBLIC;
                        """.formatted(part.database(), databasePassword(part)))
                .collect(Collectors.joining());
    }

    private String clientFile() {
        List<String> lines = new ArrayList<>();
        lines.add("KYSO_URL=" + addresses.publicUrl());
        lines.add("KYSO_APP_ORIGIN=" + addresses.appOrigin());
        lines.add("KYSO_CLIENT_ID=" + DemoTenant.ALL.getFirst().id());
        for (DemoTenant tenant : DemoTenant.ALL) {
            lines.add("KYSO_CLIENT_SECRET_" + variable(tenant.id()) + "=" + tenant.clientSecret(secrets));
        }
        lines.add("KYSO_OPERATOR_KEY=" + operatorKey.privateKeyFile().toAbsolutePath());
        for (PlatformPart part : PlatformPart.values()) {
            part.service().ifPresent(s -> lines.add("KYSO_" + variable(s.id()) + "=" + addresses.url(part)));
        }
        return String.join("\n", lines) + "\n";
    }
}
