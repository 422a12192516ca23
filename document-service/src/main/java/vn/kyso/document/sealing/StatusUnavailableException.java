package vn.kyso.document.sealing;

/// Nobody could be reached who vouches for a certificate's status. Trying again later may help.
public final class StatusUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    StatusUnavailableException(String message) {
        super(message);
    }
}
