package vn.kyso.document.request;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How far a request is.
public enum SignRequestState {
    /// Signing-service has not answered yet.
    ASKED,
    /// The signer is being asked.
    AWAITING_APPROVAL,
    /// Signing-service accepted an approval; signatures are being made.
    APPROVED,
    /// Nothing will change any more.
    FINISHED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<SignRequestState> of(String wire) {
        return Arrays.stream(values()).filter(s -> s.wire().equals(wire)).findFirst();
    }
}
