package vn.kyso.document.document;

/// A document can't be removed while a request holds it.
final class InOpenRequestException extends Exception {
    private static final long serialVersionUID = 1L;

    InOpenRequestException(DocumentId id) {
        super("Document " + id + " is part of an open sign request");
    }
}
