package vn.kyso.pades;

import org.jspecify.annotations.Nullable;

/// What a certified document still allows (DocMDP, ISO 32000-2, 12.8.2.2).
public enum Certification {
    /// P 1: nothing.
    NO_CHANGES(1),
    /// P 2: filling in forms, and signing.
    FORM_FILLING(2),
    /// P 3: that, and annotations.
    ANNOTATING(3);

    private final int permission;

    Certification(int permission) {
        this.permission = permission;
    }

    /// The number P.
    public int permission() {
        return permission;
    }

    /// The one that allows less; null, which allows most, only if both are.
    public static @Nullable Certification strictest(@Nullable Certification a, @Nullable Certification b) {
        return a == null ? b : b == null || a.permission < b.permission ? a : b;
    }

    /// @throws IllegalArgumentException for numbers other than 1 to 3
    public static Certification of(int permission) {
        return switch (permission) {
            case 1 -> NO_CHANGES;
            case 2 -> FORM_FILLING;
            case 3 -> ANNOTATING;
            default -> throw new IllegalArgumentException("P is 1, 2 or 3");
        };
    }
}
