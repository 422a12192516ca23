package vn.kyso.contracts.envelope;

/// A service that signs events with its identity key. The name is its CloudEvents `source` and its consumer group.
public enum Service {
    DOCUMENT("document-service"),
    CERTIFICATE("certificate-service"),
    SIGNING("signing-service"),
    NOTIFICATION("notification-service");

    private final String id;

    Service(String id) {
        this.id = id;
    }

    /// The service's name as operators and configuration write it.
    public String id() {
        return id;
    }
}
