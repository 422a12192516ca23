package vn.kyso.local.installation;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.envelope.Service;

/// A part that an installation runs as a process, with what distinguishes it from the others.
public enum PlatformPart {
    GATEWAY("gateway", 0, null, "vn.kyso.gateway.GatewayApplication"),
    DOCUMENT(Service.DOCUMENT, 1, "vn.kyso.document.DocumentServiceApplication"),
    CERTIFICATE(Service.CERTIFICATE, 2, "vn.kyso.certificate.CertificateServiceApplication"),
    SIGNING(Service.SIGNING, 3, "vn.kyso.signing.SigningServiceApplication"),
    NOTIFICATION(Service.NOTIFICATION, 4, "vn.kyso.notification.NotificationServiceApplication"),
    /// Serves the signer's app as files; it has no database, no key and no secret.
    APP_HOST("app-host", 5, null, "vn.kyso.apphost.AppHostMain");

    private final String id;
    private final int portOffset;
    private final @Nullable Service service;
    private final String mainClass;

    PlatformPart(Service service, int portOffset, String mainClass) {
        this(service.id(), portOffset, service, mainClass);
    }

    PlatformPart(String id, int portOffset, @Nullable Service service, String mainClass) {
        this.id = id;
        this.portOffset = portOffset;
        this.service = service;
        this.mainClass = mainClass;
    }

    /// Its module, its host name among containers, and what people call it.
    public String id() {
        return id;
    }

    /// Who it is among those that sign events; the gateway and the app's host sign none.
    public Optional<Service> service() {
        return Optional.ofNullable(service);
    }

    public String mainClass() {
        return mainClass;
    }

    /// Whether it keeps anything.
    public boolean hasDatabase() {
        return this != APP_HOST;
    }

    /// The parts that have a database of their own.
    public static List<PlatformPart> withDatabase() {
        return Arrays.stream(values()).filter(PlatformPart::hasDatabase).toList();
    }

    /// The name of its database and of the role that owns it.
    public String database() {
        return id.replace("-service", "");
    }

    int portOffset() {
        return portOffset;
    }

    /// The part of that name, with or without `-service`.
    public static Optional<PlatformPart> of(String name) {
        return Arrays.stream(values())
                .filter(p -> p.id.equals(name) || p.database().equals(name))
                .findFirst();
    }
}
