package vn.kyso.local.installation;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.envelope.Service;

/// A service that an installation runs, with what distinguishes it from the others.
public enum PlatformPart {
    GATEWAY("gateway", 0, null, "vn.kyso.gateway.GatewayApplication"),
    DOCUMENT(Service.DOCUMENT, 1, "vn.kyso.document.DocumentServiceApplication"),
    CERTIFICATE(Service.CERTIFICATE, 2, "vn.kyso.certificate.CertificateServiceApplication"),
    SIGNING(Service.SIGNING, 3, "vn.kyso.signing.SigningServiceApplication"),
    NOTIFICATION(Service.NOTIFICATION, 4, "vn.kyso.notification.NotificationServiceApplication");

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

    /// Who it is among those that sign events; the gateway signs none.
    public Optional<Service> service() {
        return Optional.ofNullable(service);
    }

    public String mainClass() {
        return mainClass;
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
