package vn.kyso.document.request;

import java.util.Arrays;
import java.util.Optional;

/// The baseline levels of ETSI EN 319 142-1 that can be asked for.
public enum PadesLevel {
    B_B("B-B"),
    B_T("B-T"),
    B_LT("B-LT"),
    B_LTA("B-LTA");

    private final String wire;

    PadesLevel(String wire) {
        this.wire = wire;
    }

    /// As requests and events write it.
    public String wire() {
        return wire;
    }

    public boolean hasTimestamp() {
        return this != B_B;
    }

    /// Whether the file carries the status of each certificate that it needs.
    public boolean hasStatus() {
        return this == B_LT || this == B_LTA;
    }

    public static Optional<PadesLevel> of(String wire) {
        return Arrays.stream(values()).filter(l -> l.wire.equals(wire)).findFirst();
    }
}
