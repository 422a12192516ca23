package vn.kyso.certificate.status;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/// Why a certificate was revoked: the reasons of RFC 5280, 5.3.1, that subscribers have.
public enum RevocationReason {
    UNSPECIFIED(0),
    KEY_COMPROMISE(1),
    SUPERSEDED(4),
    CESSATION_OF_OPERATION(5);

    /// The CRLReason of a suspension.
    static final int CERTIFICATE_HOLD = 6;

    private final int code;

    RevocationReason(int code) {
        this.code = code;
    }

    /// The CRLReason.
    int code() {
        return code;
    }

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static RevocationReason ofCode(int code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No reason to revoke has code " + code));
    }
}
