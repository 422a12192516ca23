package vn.kyso.certificate.lint;

import java.math.BigInteger;
import java.util.Optional;
import vn.kyso.certificate.profile.CertificateDraft;

/// A positive serial of at most 20 octets, long enough to hold 64 random bits, which keep chosen-prefix
/// collisions away.
final class SerialIsUnpredictable implements Lint {
    @Override
    public String source() {
        return "RFC 5280, 4.1.2.2; CA/Browser Forum Baseline Requirements, 7.1";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        BigInteger serial = draft.tbs().getSerialNumber().getValue();
        if (serial.signum() <= 0) {
            return Optional.of("The serial is not positive");
        }
        if (serial.toByteArray().length > 20) {
            return Optional.of("The serial is longer than 20 octets");
        }
        return Lint.require(serial.bitLength() > 64, "The serial has no room for 64 random bits");
    }
}
