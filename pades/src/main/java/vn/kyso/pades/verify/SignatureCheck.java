package vn.kyso.pades.verify;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.CmsInspection;
import vn.kyso.cades.CmsInvalidException;
import vn.kyso.cades.TimestampInvalidException;
import vn.kyso.cades.TimestampToken;
import vn.kyso.pades.ByteRange;
import vn.kyso.pades.PdfSource;

/// The cryptography of one signature or document timestamp whose bytes are where they must be.
final class SignatureCheck {
    private static final Set<String> WEAK_DIGESTS = Set.of("MD5", "SHA-1");
    private static final Duration CLAIM_TOLERANCE = Duration.ofHours(24);
    private static final String PADES = "ETSI.CAdES.detached";
    private static final String PKCS7 = "adbe.pkcs7.detached";

    private final PdfSource source;
    private final CertificateCheck certificates;
    private final TimestampCheck timestamps;
    private final SecurityStoreData store;
    private final Instant now;

    SignatureCheck(
            PdfSource source,
            CertificateCheck certificates,
            TimestampCheck timestamps,
            SecurityStoreData store,
            Instant now) {
        this.source = source;
        this.certificates = certificates;
        this.timestamps = timestamps;
        this.store = store;
        this.now = now;
    }

    /// What came of it.
    ///
    /// @param provenAt null if nothing proves an earlier moment than now
    /// @param baseline whether it has the form that PAdES asks for
    /// @param stamped whether a timestamp proves it
    /// @param needed the chains whose status counts
    record Result(
            boolean intact,
            boolean trusted,
            boolean baseline,
            boolean stamped,
            List<Needed> needed,
            @Nullable Instant provenAt,
            @Nullable String algorithm,
            List<CertificateFacts> chain,
            List<SignatureReport.Stamped> timestamps,
            List<Finding> findings) {
        static Result failed(Finding finding) {
            return new Result(
                    false, false, false, false, List.of(), null, null, List.of(), List.of(), List.of(finding));
        }
    }

    /// A chain, and the moment at which its certificates must have been good.
    record Needed(List<CertificateFacts> chain, Instant at) {}

    /// @param existed the oldest moment that a later document timestamp proves; null if none does
    Result check(SignedField field, ByteRange range, @Nullable Instant existed, @Nullable Instant claimed)
            throws IOException {
        if (field.isTimestamp()) {
            return documentTimestamp(field, range, existed);
        }
        if (!field.subFilter().equals(PADES) && !field.subFilter().equals(PKCS7)) {
            return Result.failed(Finding.of(
                    Finding.Code.UNSUPPORTED_SUB_FILTER,
                    "A signature of the kind " + field.subFilter().replaceAll("[^A-Za-z0-9._-]", "?")
                            + " can't be verified here"));
        }
        CmsInspection cms;
        try {
            cms = CmsInspection.of(field.contents());
        } catch (CmsInvalidException e) {
            return Result.failed(Finding.of(Finding.Code.CONTENTS_MALFORMED, String.valueOf(e.getMessage())));
        }
        Optional<String> digest = cms.digestAlgorithm();
        if (digest.isEmpty()) {
            return Result.failed(Finding.of(Finding.Code.ALGORITHM_UNKNOWN, "The hash algorithm is not known"));
        }
        Optional<X509Certificate> certificate = cms.certificate();
        if (certificate.isEmpty()) {
            return Result.failed(Finding.of(
                    Finding.Code.SIGNER_CERTIFICATE_MISSING, "The signer's certificate is not in the signature"));
        }
        try {
            cms.verify(SignedField.digest(source, range, digest.get()));
        } catch (CmsInvalidException e) {
            Finding.Code code = e.fault() == CmsInvalidException.Fault.OTHER_CONTENT
                    ? Finding.Code.BYTES_CHANGED
                    : e.fault() == CmsInvalidException.Fault.MALFORMED
                            ? Finding.Code.CONTENTS_MALFORMED
                            : Finding.Code.SIGNATURE_VALUE_INVALID;
            return Result.failed(Finding.of(code, String.valueOf(e.getMessage())));
        }
        return ofIntact(field, cms, certificate.get(), existed, claimed);
    }

    private Result ofIntact(
            SignedField field,
            CmsInspection cms,
            X509Certificate certificate,
            @Nullable Instant existed,
            @Nullable Instant claimed)
            throws IOException {
        List<Finding> findings = new ArrayList<>();
        Set<X509Certificate> issuers = new LinkedHashSet<>(cms.certificates());
        issuers.addAll(store.certificates());
        List<SignatureReport.Stamped> stamps = new ArrayList<>();
        Instant proven = existed;
        List<Needed> needed = new ArrayList<>();
        boolean stamped = existed != null;
        for (TimestampToken token : tokens(cms, findings)) {
            TimestampCheck.Result result = timestamps.check(
                    token,
                    algorithm -> Sweep.digest(algorithm).digest(cms.signatureValue()),
                    issuers,
                    store,
                    existed == null ? now : existed);
            stamps.add(stampOf(result, false));
            if (result.holds()) {
                needed.add(new Needed(result.chain(), result.time()));
                stamped = true;
                proven = proven == null || result.time().isBefore(proven) ? result.time() : proven;
            } else {
                result.findings().forEach(f -> findings.add(ofTimestamp(f)));
            }
        }
        weaknesses(field, cms, findings);
        CertificateCheck.notForSigning(certificate).ifPresent(findings::add);
        Instant moment = proven == null ? now : proven;
        CertificateCheck.Result chain = certificates.at(certificate, issuers, store, moment, proven != null);
        findings.addAll(chain.findings());
        needed.add(new Needed(chain.chain(), moment));
        if (chain.trusted()) {
            CertificateCheck.stranger(cms.certificates(), issuers, chain.chain())
                    .ifPresent(findings::add);
        }
        if (proven == null) {
            findings.add(Finding.of(Finding.Code.NO_TIMESTAMP, "No timestamp proves when it was signed"));
        }
        if (claimed != null && claimed.isAfter(moment.plus(CLAIM_TOLERANCE))) {
            findings.add(Finding.of(
                    Finding.Code.CLAIMED_TIME_IMPLAUSIBLE, "The signer claims a time after the one that is proven"));
        }
        return new Result(
                true,
                chain.trusted(),
                field.subFilter().equals(PADES) && cms.binding() == CmsInspection.Binding.HOLDS,
                stamped,
                needed,
                proven,
                cms.algorithm(),
                chain.chain(),
                stamps,
                findings);
    }

    private static List<TimestampToken> tokens(CmsInspection cms, List<Finding> findings) {
        try {
            return cms.timestamps();
        } catch (TimestampInvalidException e) {
            findings.add(Finding.of(Finding.Code.TIMESTAMP_INVALID, "A timestamp can't be read"));
            return List.of();
        }
    }

    private static void weaknesses(SignedField field, CmsInspection cms, List<Finding> findings) {
        if (cms.digestAlgorithm().filter(WEAK_DIGESTS::contains).isPresent()) {
            findings.add(Finding.of(
                    Finding.Code.ALGORITHM_WEAK, cms.digestAlgorithm().get() + " no longer keeps two documents apart"));
        }
        CmsInspection.Binding binding = cms.binding();
        if (binding == CmsInspection.Binding.BROKEN
                || binding == CmsInspection.Binding.ABSENT && field.subFilter().equals(PADES)) {
            findings.add(Finding.of(
                    Finding.Code.CERTIFICATE_BINDING_INVALID,
                    "The signed attributes do not name the certificate that the signature is verified with"));
        }
        if (!cms.hasDefinedVersion()) {
            findings.add(Finding.of(Finding.Code.CONTENTS_MALFORMED, "The signature has a version that it can't have")
                    .undecided(SubIndication.SIG_CONSTRAINTS_FAILURE));
        }
        List<String> others = cms.otherUnsignedAttributes();
        if (field.subFilter().equals(PADES) && !others.isEmpty()) {
            findings.add(Finding.of(Finding.Code.CONTENTS_MALFORMED, "Unsigned attributes that nobody vouches for")
                    .undecided(SubIndication.SIG_CONSTRAINTS_FAILURE));
        }
    }

    private Result documentTimestamp(SignedField field, ByteRange range, @Nullable Instant existed) throws IOException {
        TimestampToken token;
        try {
            token = TimestampToken.of(CmsInspection.unpadded(field.contents()));
        } catch (TimestampInvalidException | CmsInvalidException e) {
            return Result.failed(Finding.of(Finding.Code.CONTENTS_MALFORMED, "The timestamp can't be read"));
        }
        TimestampCheck.Result result = timestamps.check(
                token,
                algorithm -> SignedField.digest(source, range, algorithm),
                store.certificates(),
                store,
                existed == null ? now : existed);
        List<Finding> findings = new ArrayList<>();
        for (Finding finding : result.findings()) {
            findings.add(
                    switch (finding.code()) {
                        case TIMESTAMP_INVALID -> Finding.of(Finding.Code.BYTES_CHANGED, finding.detail());
                        case TIMESTAMP_UNTRUSTED -> Finding.of(Finding.Code.CHAIN_NOT_TRUSTED, finding.detail());
                        default -> finding;
                    });
        }
        return new Result(
                result.intact(),
                result.holds(),
                false,
                true,
                List.of(new Needed(result.chain(), result.time())),
                result.holds() ? result.time() : null,
                CmsInspection.digestName(token.imprintAlgorithm()).orElse(null),
                result.chain(),
                List.of(stampOf(result, true)),
                findings);
    }

    /// A timestamp that does not hold leaves the signature without it; one that was tampered with says more.
    private static Finding ofTimestamp(Finding finding) {
        return finding.code() == Finding.Code.TIMESTAMP_INVALID || finding.code() == Finding.Code.REVOCATION_UNKNOWN
                ? finding
                : Finding.of(Finding.Code.TIMESTAMP_UNTRUSTED, finding.detail());
    }

    private static SignatureReport.Stamped stampOf(TimestampCheck.Result result, boolean document) {
        String authority = result.chain().isEmpty()
                ? null
                : result.chain()
                        .getFirst()
                        .certificate()
                        .getSubjectX500Principal()
                        .getName();
        return new SignatureReport.Stamped(document, result.time(), authority, result.holds());
    }
}
