package vn.kyso.certificate.status;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.problem.ProblemType;

/// A certificate as the API shows it.
///
/// @param whyNot the code of the problem that signing with it would meet
public record CertificateView(
        String serial,
        String certificateDigest,
        String holder,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        String keyType,
        Standing status,
        boolean canSign,
        @Nullable String whyNot) {
    public static CertificateView of(SubscriberCertificate certificate, Instant at) {
        Standing standing = Standing.of(certificate, at);
        ProblemType hindrance = hindrance(certificate, standing);
        return new CertificateView(
                certificate.serial(),
                certificate.digest(),
                certificate.holder(),
                certificate.issuer(),
                certificate.notBefore(),
                certificate.notAfter(),
                certificate.keyType(),
                standing,
                hindrance == null,
                hindrance == null ? null : hindrance.code());
    }

    private static @Nullable ProblemType hindrance(SubscriberCertificate certificate, Standing standing) {
        return switch (standing) {
            case REVOKED -> ProblemType.CERTIFICATE_REVOKED;
            case EXPIRED -> ProblemType.CERTIFICATE_EXPIRED;
            case SUSPENDED -> ProblemType.CERTIFICATE_SUSPENDED;
            case NOT_YET_VALID -> ProblemType.CERTIFICATE_NOT_YET_VALID;
            case VALID -> certificate.credentialId() == null ? ProblemType.CERTIFICATE_KEY_ELSEWHERE : null;
        };
    }

    /// Whether it holds, in one word; what can't be undone counts first.
    public enum Standing {
        VALID,
        EXPIRED,
        NOT_YET_VALID,
        SUSPENDED,
        REVOKED;

        static Standing of(SubscriberCertificate certificate, Instant at) {
            return switch (certificate.state()) {
                case RevocationState.Revoked revoked -> REVOKED;
                case RevocationState.Good good when at.isAfter(certificate.notAfter()) -> EXPIRED;
                case RevocationState.Suspended suspended when at.isAfter(certificate.notAfter()) -> EXPIRED;
                case RevocationState.Suspended suspended -> SUSPENDED;
                case RevocationState.Good good when at.isBefore(certificate.notBefore()) -> NOT_YET_VALID;
                case RevocationState.Good good -> VALID;
            };
        }

        @JsonValue
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
