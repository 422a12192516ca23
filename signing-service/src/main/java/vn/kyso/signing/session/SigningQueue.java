package vn.kyso.signing.session;

import vn.kyso.contracts.event.DocumentToSign;
import vn.kyso.messaging.WorkItem;

/// The queue of documents whose signature was approved: one row each.
public final class SigningQueue {
    public static final String NAME = "signature";

    private SigningQueue() {}

    /// Which document a row is about.
    public record Key(String requestId, String documentId) {}

    public static Key key(WorkItem item) {
        int slash = item.key().indexOf('/');
        return new Key(item.key().substring(0, slash), item.key().substring(slash + 1));
    }

    static String key(Session session, DocumentToSign document) {
        return session.requestId() + "/" + document.documentId();
    }
}
