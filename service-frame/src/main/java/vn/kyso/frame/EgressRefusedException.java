package vn.kyso.frame;

/// An address that is not called: its scheme, host, port or resolved address isn't allowed. Trying again is useless
/// unless its name is pointed elsewhere.
public final class EgressRefusedException extends RuntimeException {
    public EgressRefusedException(String message) {
        super(message);
    }
}
