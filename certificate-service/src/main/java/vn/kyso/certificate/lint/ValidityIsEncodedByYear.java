package vn.kyso.certificate.lint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1GeneralizedTime;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1UTCTime;
import org.bouncycastle.asn1.x509.Time;
import vn.kyso.certificate.profile.CertificateDraft;

/// UTCTime through 2049, GeneralizedTime from 2050 on, both to the second and in Zulu time.
final class ValidityIsEncodedByYear implements Lint {
    private static final Pattern UTC = Pattern.compile("[0-9]{12}Z");
    private static final Pattern GENERALIZED = Pattern.compile("(20[5-9]|2[1-9][0-9]|[3-9][0-9]{2})[0-9]{11}Z");

    private static boolean wellEncoded(Time time) {
        ASN1Primitive value = time.toASN1Primitive();
        return switch (value) {
            case ASN1UTCTime utc -> UTC.matcher(content(utc)).matches();
            case ASN1GeneralizedTime generalized ->
                GENERALIZED.matcher(content(generalized)).matches();
            default -> false;
        };
    }

    /// The characters as encoded; the getters of both types would normalise them.
    private static String content(ASN1Primitive time) {
        try {
            byte[] encoded = time.getEncoded();
            return new String(encoded, 2, encoded.length - 2, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalArgumentException("A time without an encoding", e);
        }
    }

    @Override
    public String source() {
        return "RFC 5280, 4.1.2.5";
    }

    @Override
    public Optional<String> violation(CertificateDraft draft) {
        return Lint.require(
                wellEncoded(draft.tbs().getStartDate())
                        && wellEncoded(draft.tbs().getEndDate()),
                "A date is not encoded as its year demands");
    }
}
