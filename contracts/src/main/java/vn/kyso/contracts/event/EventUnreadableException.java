package vn.kyso.contracts.event;

/// An event says something that this reader does not understand; trying again changes nothing.
public final class EventUnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    public EventUnreadableException(String message) {
        super(message);
    }

    public EventUnreadableException(String message, Throwable cause) {
        super(message, cause);
    }
}
