package vn.kyso.gateway.route;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;
import vn.kyso.contracts.envelope.Service;

/// One kind of call that passes the gateway.
///
/// @param to the service that answers it
/// @param session whether a logged-in person's session may stand for an access token
/// @param path as a pattern of Spring's
record ForwardedCall(Service to, boolean session, String path, Set<HttpMethod> methods) {
    /// Everything that is forwarded stands here; what does not is not. `/v1/operator/**` never passes this door.
    static final List<ForwardedCall> ALL = List.of(
            requester(Service.DOCUMENT, "/v1/documents", HttpMethod.GET, HttpMethod.POST),
            requester(Service.DOCUMENT, "/v1/documents/{id}", HttpMethod.GET, HttpMethod.DELETE),
            requester(Service.DOCUMENT, "/v1/documents/{id}/content", HttpMethod.GET, HttpMethod.HEAD),
            requester(Service.DOCUMENT, "/v1/documents/{id}/page-index", HttpMethod.GET),
            requester(Service.DOCUMENT, "/v1/pictures", HttpMethod.GET, HttpMethod.POST),
            requester(Service.DOCUMENT, "/v1/pictures/{id}", HttpMethod.DELETE),
            requester(Service.DOCUMENT, "/v1/pictures/{id}/content", HttpMethod.GET),
            requester(Service.DOCUMENT, "/v1/verifications", HttpMethod.POST),
            requester(Service.DOCUMENT, "/v1/sign-requests", HttpMethod.GET, HttpMethod.POST),
            requester(Service.DOCUMENT, "/v1/sign-requests/{id}", HttpMethod.GET),
            requester(Service.DOCUMENT, "/v1/sign-requests/{id}/events", HttpMethod.GET),
            requester(Service.DOCUMENT, "/v1/sign-requests/{id}/cancel", HttpMethod.POST),
            requester(Service.DOCUMENT, "/v1/sign-requests/{id}/reminders", HttpMethod.POST),
            requester(Service.SIGNING, "/v1/sign-requests/{id}/evidence", HttpMethod.GET),
            requester(Service.CERTIFICATE, "/v1/certificates", HttpMethod.GET),
            open(Service.CERTIFICATE, "/pki/ocsp", HttpMethod.POST),
            open(Service.CERTIFICATE, "/pki/ocsp/{*request}", HttpMethod.GET),
            open(Service.CERTIFICATE, "/pki/crl/{name}", HttpMethod.GET),
            open(Service.CERTIFICATE, "/pki/ca/{name}", HttpMethod.GET),
            open(Service.CERTIFICATE, "/pki/tsa", HttpMethod.POST),
            open(Service.SIGNING, "/v1/activations", HttpMethod.POST),
            open(Service.SIGNING, "/v1/activations/{id}/passkey", HttpMethod.POST),
            open(Service.SIGNING, "/v1/device-tokens", HttpMethod.POST),
            open(Service.SIGNING, "/v1/devices", HttpMethod.GET),
            open(Service.SIGNING, "/v1/devices/activations", HttpMethod.POST),
            open(Service.SIGNING, "/v1/devices/confirmations", HttpMethod.POST),
            open(Service.SIGNING, "/v1/devices/{id}", HttpMethod.DELETE),
            open(Service.SIGNING, "/v1/consents", HttpMethod.GET),
            open(Service.SIGNING, "/v1/consents/{tenant}", HttpMethod.PUT, HttpMethod.DELETE),
            open(Service.NOTIFICATION, "/v1/push-subscription", HttpMethod.PUT, HttpMethod.DELETE),
            open(Service.NOTIFICATION, "/v1/push-subscription/key", HttpMethod.GET),
            open(Service.NOTIFICATION, "/v1/inbox", HttpMethod.GET),
            open(Service.NOTIFICATION, "/v1/inbox/events", HttpMethod.GET),
            open(Service.NOTIFICATION, "/v1/inbox/{requestId}", HttpMethod.GET),
            open(Service.NOTIFICATION, "/v1/inbox/{requestId}/decision", HttpMethod.POST),
            open(Service.DOCUMENT, "/v1/prepared/{requestId}/{documentId}", HttpMethod.GET, HttpMethod.HEAD));

    /// A requester's call: its own access token, or the session of a logged-in person turned into one.
    private static ForwardedCall requester(Service to, String path, HttpMethod... methods) {
        return new ForwardedCall(to, true, path, Set.of(methods));
    }

    /// A call with a credential that the gateway has no part in, or with none.
    private static ForwardedCall open(Service to, String path, HttpMethod... methods) {
        return new ForwardedCall(to, false, path, Set.of(methods));
    }

    /// The one scope that a session's token has on this call: what its service asks for there, and nothing else.
    ///
    /// @return empty where no session stands for a token
    Optional<String> scope() {
        if (!session) {
            return Optional.empty();
        }
        String resource = path.split("/", 4)[2];
        return Optional.of(
                switch (resource) {
                    case "documents", "verifications" -> "documents:write";
                    case "pictures", "sign-requests" -> "signatures:request";
                    case "certificates" -> "certificates:read";
                    default -> throw new IllegalStateException("Say which scope " + path + " needs");
                });
    }

    /// The path without the names of its variables, which differ between documents.
    static String shape(String path) {
        return path.replaceAll("\\{[^}]*}", "{}");
    }
}
