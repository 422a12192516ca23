package vn.kyso.document.certificate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.RateLimits;

/// Finds the certificate that a request means, or says why there is none. A signer or serial that is not known here is
/// asked for at its owner once. Outside any transaction.
@Component
public class ChooseCertificate {
    private static final int MISSES_PER_MINUTE = 60;

    private final KnownCertificates certificates;
    private final CertificateServiceClient owner;
    private final RateLimits limits;
    private final InstantSource clock;

    ChooseCertificate(
            KnownCertificates certificates, CertificateServiceClient owner, RateLimits limits, InstantSource clock) {
        this.certificates = certificates;
        this.owner = owner;
        this.limits = limits;
        this.clock = clock;
    }

    /// What came of the search.
    public sealed interface Decision {
        record Chosen(KnownCertificate certificate) implements Decision {}

        record Refused(ProblemType reason, String detail) implements Decision {}
    }

    /// @param serial null where the signer has one that can sign
    public Decision choose(String tenant, SignerRef signer, @Nullable String serial) {
        List<KnownCertificate> theirs = certificates.ofSigner(signer.value());
        String wanted = serial == null ? null : normalised(serial);
        if (theirs.isEmpty()
                || wanted != null && theirs.stream().noneMatch(c -> c.serial().equals(wanted))) {
            // Whoever tries userIDs one after the other asks nobody else about them that often.
            limits.take("signer-not-known:" + tenant, MISSES_PER_MINUTE);
            owner.refresh(signer);
            theirs = certificates.ofSigner(signer.value());
        }
        if (theirs.isEmpty()) {
            return new Decision.Refused(ProblemType.UNKNOWN_SIGNER, "No signer with this userID is enrolled here");
        }
        Instant now = clock.instant();
        return wanted == null ? onlyOne(theirs, now) : bySerial(theirs, wanted, now);
    }

    private Decision bySerial(List<KnownCertificate> theirs, String serial, Instant now) {
        List<KnownCertificate> named =
                theirs.stream().filter(c -> c.serial().equals(serial)).toList();
        if (named.isEmpty()) {
            return certificates.serialExists(serial)
                    ? new Decision.Refused(
                            ProblemType.CERTIFICATE_NOT_OF_SIGNER, "Choose one of this signer's own certificates")
                    : new Decision.Refused(ProblemType.CERTIFICATE_NOT_FOUND, "No certificate has this serial");
        }
        return named.stream()
                .filter(c -> c.whyNot(now).isEmpty())
                .findFirst()
                .<Decision>map(Decision.Chosen::new)
                .orElseGet(() -> refused(named.getFirst(), now));
    }

    private static Decision onlyOne(List<KnownCertificate> theirs, Instant now) {
        List<KnownCertificate> able =
                theirs.stream().filter(c -> c.whyNot(now).isEmpty()).toList();
        return switch (able.size()) {
            case 0 -> refused(theirs.getFirst(), now);
            case 1 -> new Decision.Chosen(able.getFirst());
            default ->
                new Decision.Refused(
                        ProblemType.CERTIFICATE_CHOICE_NEEDED,
                        "The signer has " + able.size() + " certificates that can sign; name one by its serial");
        };
    }

    private static Decision refused(KnownCertificate certificate, Instant now) {
        return new Decision.Refused(
                certificate.whyNot(now).orElseThrow(), "The certificate can't sign; look the signer's certificates up");
    }

    private static String normalised(String serial) {
        String text = serial.strip().toUpperCase(Locale.ROOT).replace(":", "").replaceFirst("^0+(?=.)", "");
        return text;
    }
}
