package vn.kyso.document.request;

import java.util.Arrays;
import java.util.Optional;

/// The baseline levels of ETSI EN 319 142-1 that can be asked for.
public enum PadesLevel {
    B_B("B-B"),
    B_T("B-T"),
    B_LT("B-LT");

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

    public static Optional<PadesLevel> of(String wire) {
        return Arrays.stream(values()).filter(l -> l.wire.equals(wire)).findFirst();
    }
}
