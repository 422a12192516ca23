package vn.kyso.document.verification;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.Certificates;
import vn.kyso.cades.RevocationStatus;
import vn.kyso.pades.Certification;
import vn.kyso.pades.verify.CertificateFacts;
import vn.kyso.pades.verify.Change;
import vn.kyso.pades.verify.Finding;
import vn.kyso.pades.verify.SignatureReport;
import vn.kyso.pades.verify.SubIndication;
import vn.kyso.pades.verify.Verification;

/// A verification as docs/api.md describes it.
record VerificationView(
        @Nullable String name,
        long size,
        String sha256,
        Instant verifiedAt,
        String outcome,
        int revisions,
        @Nullable String certification,
        List<FindingView> findings,
        List<SignatureView> signatures) {

    static VerificationView of(
            @Nullable String name, Instant now, Verification verification, Set<X509Certificate> configured) {
        return new VerificationView(
                name,
                verification.size(),
                Base64.getUrlEncoder().withoutPadding().encodeToString(verification.sha256()),
                now,
                verification.outcome().text(),
                verification.revisions(),
                certification(verification.certification()),
                verification.findings().stream().map(FindingView::of).toList(),
                verification.signatures().stream()
                        .map(s -> SignatureView.of(s, configured))
                        .toList());
    }

    record FindingView(String code, String severity, String detail) {
        static FindingView of(Finding finding) {
            return new FindingView(
                    finding.code().text(),
                    finding.severity().name().toLowerCase(Locale.ROOT),
                    finding.detail());
        }
    }

    record ChangeView(int revision, String kind, boolean allowed, String detail) {
        static ChangeView of(Change change) {
            return new ChangeView(change.revision(), change.kind().text(), change.allowed(), change.detail());
        }
    }

    record CoverageView(int revision, long bytes, boolean wholeFile, List<ChangeView> changesAfter) {}

    record TimestampView(String kind, Instant time, @Nullable String tsa, boolean holds) {}

    record RevocationView(
            String status, @Nullable String source, @Nullable Instant producedAt, @Nullable Instant revokedAt) {
        static RevocationView of(CertificateFacts.Revocation known) {
            RevocationStatus status = known.status();
            String word = switch (status) {
                case RevocationStatus.Good good -> "good";
                case RevocationStatus.Revoked revoked -> revoked.suspended() ? "suspended" : "revoked";
                case null, default -> "unknown";
            };
            return new RevocationView(
                    word,
                    status == null ? null : known.embedded() ? "embedded" : "fetched",
                    known.saidAt(),
                    status instanceof RevocationStatus.Revoked revoked ? revoked.revokedAt() : null);
        }
    }

    record CertificateView(
            String name,
            String subject,
            String issuer,
            String serial,
            Instant notBefore,
            Instant notAfter,
            @Nullable String anchor,
            @Nullable RevocationView revocation) {
        /// What RFC 2253 has no words for: by themselves these would stand as numbers with hexadecimal values.
        private static final Map<String, String> ATTRIBUTES = Map.of(
                "2.5.4.5", "SERIALNUMBER", "2.5.4.41", "NAME", "2.5.4.97", "ORGANIZATIONIDENTIFIER");

        static CertificateView of(CertificateFacts facts, Set<X509Certificate> configured) {
            X509Certificate certificate = facts.certificate();
            String subject = readable(certificate.getSubjectX500Principal());
            CertificateFacts.Revocation revocation = facts.revocation();
            return new CertificateView(
                    commonName(subject),
                    subject,
                    readable(certificate.getIssuerX500Principal()),
                    Certificates.serial(certificate),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant(),
                    !facts.anchor() ? null : configured.contains(certificate) ? "configured" : "request",
                    revocation == null ? null : RevocationView.of(revocation));
        }

        private static String readable(X500Principal name) {
            return name.getName(X500Principal.RFC2253, ATTRIBUTES);
        }

        /// The whole name where there is none.
        private static String commonName(String subject) {
            try {
                for (Rdn part : new LdapName(subject).getRdns()) {
                    if (part.getType().equalsIgnoreCase("CN")) {
                        return part.getValue().toString();
                    }
                }
                return subject;
            } catch (InvalidNameException e) {
                return subject;
            }
        }
    }

    record SignatureView(
            String field,
            int page,
            String kind,
            String subFilter,
            String indication,
            @Nullable String subIndication,
            List<FindingView> findings,
            @Nullable String level,
            @Nullable CertificateView signer,
            @Nullable Instant claimedAt,
            @Nullable Instant provenAt,
            @Nullable String reason,
            @Nullable String location,
            @Nullable String certification,
            boolean intact,
            CoverageView coverage,
            @Nullable String algorithm,
            boolean trusted,
            List<CertificateView> chain,
            List<TimestampView> timestamps) {
        static SignatureView of(SignatureReport report, Set<X509Certificate> configured) {
            List<CertificateView> chain = report.chain().stream()
                    .map(facts -> CertificateView.of(facts, configured))
                    .toList();
            SubIndication sub = report.subIndication();
            SignatureReport.Level level = report.level();
            return new SignatureView(
                    report.field(),
                    report.page(),
                    report.timestamp() ? "document-timestamp" : "signature",
                    report.subFilter(),
                    report.indication().text(),
                    sub == null ? null : sub.name(),
                    report.findings().stream().map(FindingView::of).toList(),
                    level == null ? null : level.text(),
                    chain.isEmpty() ? null : chain.getFirst(),
                    report.claimedAt(),
                    report.provenAt(),
                    report.reason(),
                    report.location(),
                    VerificationView.certification(report.certification()),
                    report.intact(),
                    new CoverageView(
                            report.coverage().revision(),
                            report.coverage().bytes(),
                            report.coverage().wholeFile(),
                            report.coverage().changesAfter().stream()
                                    .map(ChangeView::of)
                                    .toList()),
                    report.algorithm(),
                    report.trusted(),
                    chain,
                    report.timestamps().stream()
                            .map(t -> new TimestampView(
                                    t.document() ? "document" : "signature", t.time(), t.tsa(), t.holds()))
                            .toList());
        }
    }

    private static @Nullable String certification(@Nullable Certification certification) {
        return certification == null
                ? null
                : certification.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
