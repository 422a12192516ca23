package vn.kyso.pades.verify;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something found out about a file or a signature in it.
///
/// @param indication what it makes of the signature by itself; [Indication#TOTAL_PASSED] where it only informs
/// @param subIndication null where it only informs
/// @param detail a sentence for people
public record Finding(
        Code code, Indication indication, @Nullable SubIndication subIndication, String detail) {

    /// What it is about. The names are public: pages translate them.
    public enum Code {
        BYTE_RANGE_INVALID(Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE),
        CONTENTS_MALFORMED(Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE),
        BYTES_CHANGED(Indication.TOTAL_FAILED, SubIndication.HASH_FAILURE),
        SIGNATURE_VALUE_INVALID(Indication.TOTAL_FAILED, SubIndication.SIG_CRYPTO_FAILURE),
        NOT_A_REVISION_END(Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE),
        STRUCTURE_AMBIGUOUS(Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE),
        STRUCTURE_DAMAGED(Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE),
        NOT_ANCHORED_IN_FORM(Indication.TOTAL_PASSED, null),
        SIGNATURES_OVERLAP(Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE),
        UNSUPPORTED_SUB_FILTER(Indication.INDETERMINATE, SubIndication.FORMAT_FAILURE),
        CHANGED_AFTER_SIGNING(Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE),
        CERTIFICATION_VIOLATED(Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE),
        LOCKED_FIELD_CHANGED(Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE),
        CHANGED_AS_ALLOWED(Indication.TOTAL_PASSED, null),
        HIDDEN_CONTENT(Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE),
        NEEDS_APPEARANCES(Indication.TOTAL_FAILED, SubIndication.FORMAT_FAILURE),
        SIGNER_CERTIFICATE_MISSING(Indication.INDETERMINATE, SubIndication.NO_SIGNING_CERTIFICATE_FOUND),
        CERTIFICATE_BINDING_INVALID(Indication.INDETERMINATE, SubIndication.SIG_CONSTRAINTS_FAILURE),
        CERTIFICATE_NOT_FOR_SIGNING(Indication.INDETERMINATE, SubIndication.CHAIN_CONSTRAINTS_FAILURE),
        CHAIN_NOT_TRUSTED(Indication.INDETERMINATE, SubIndication.NO_CERTIFICATE_CHAIN_FOUND),
        CERTIFICATE_EXPIRED(Indication.INDETERMINATE, SubIndication.OUT_OF_BOUNDS_NO_POE),
        CERTIFICATE_NOT_YET_VALID(Indication.TOTAL_FAILED, SubIndication.NOT_YET_VALID),
        CERTIFICATE_REVOKED(Indication.TOTAL_FAILED, SubIndication.REVOKED),
        REVOCATION_UNKNOWN(Indication.INDETERMINATE, SubIndication.TRY_LATER),
        ALGORITHM_WEAK(Indication.INDETERMINATE, SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE),
        ALGORITHM_UNKNOWN(Indication.INDETERMINATE, SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE),
        TIMESTAMP_INVALID(Indication.INDETERMINATE, SubIndication.SIG_CONSTRAINTS_FAILURE),
        TIMESTAMP_UNTRUSTED(Indication.INDETERMINATE, SubIndication.NO_CERTIFICATE_CHAIN_FOUND),
        NO_TIMESTAMP(Indication.TOTAL_PASSED, null),
        CLAIMED_TIME_IMPLAUSIBLE(Indication.TOTAL_PASSED, null),
        ENCRYPTED(Indication.TOTAL_PASSED, null);

        private final Indication indication;
        private final @Nullable SubIndication subIndication;

        Code(Indication indication, @Nullable SubIndication subIndication) {
            this.indication = indication;
            this.subIndication = subIndication;
        }

        /// As the API writes it, such as `bytes-changed`.
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// How it is to be shown.
    public enum Severity {
        ERROR,
        WARNING,
        INFO
    }

    static Finding of(Code code, String detail) {
        return new Finding(code, code.indication, code.subIndication, detail);
    }

    /// The same about something that is not decided.
    Finding undecided(SubIndication sub) {
        return new Finding(code, Indication.INDETERMINATE, sub, detail);
    }

    public Severity severity() {
        if (indication != Indication.TOTAL_PASSED) {
            return Severity.ERROR;
        }
        return code == Code.NO_TIMESTAMP ? Severity.INFO : Severity.WARNING;
    }
}
