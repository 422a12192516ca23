package vn.kyso.certificate.status;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;

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

    /// The reason of that name.
    ///
    /// @throws ProblemException `invalid-field`
    static RevocationReason require(String wireName) {
        return Arrays.stream(values())
                .filter(reason -> reason.wireName().equals(wireName))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                                ProblemType.INVALID_FIELD,
                                "A reason is one of "
                                        + Arrays.stream(values())
                                                .map(RevocationReason::wireName)
                                                .collect(Collectors.joining(", "))
                                        + ".")
                        .with("field", "reason"));
    }

    static RevocationReason ofCode(int code) {
        return Arrays.stream(values())
                .filter(reason -> reason.code == code)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No reason to revoke has code " + code));
    }
}
