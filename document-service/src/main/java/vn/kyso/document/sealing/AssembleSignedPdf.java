package vn.kyso.document.sealing;

import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import vn.kyso.cades.CmsInvalidException;
import vn.kyso.cades.CmsSignature;
import vn.kyso.cades.TimestampInvalidException;
import vn.kyso.cades.TimestampToken;
import vn.kyso.cades.TimestampUnavailableException;
import vn.kyso.cades.TimestampVerifier;
import vn.kyso.cades.VerifiedCms;
import vn.kyso.cades.VerifiedTimestamp;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.certificate.KnownCertificate;
import vn.kyso.document.certificate.KnownCertificates;
import vn.kyso.document.document.Documents;
import vn.kyso.document.document.Outlines;
import vn.kyso.document.document.Problems;
import vn.kyso.document.document.Revision;
import vn.kyso.document.document.Sha256;
import vn.kyso.document.request.PrepareDocument;
import vn.kyso.document.request.RequestDocument;
import vn.kyso.document.request.SignRequest;
import vn.kyso.pades.Completion;
import vn.kyso.pades.Extension;
import vn.kyso.pades.IncrementResult;
import vn.kyso.pades.PdfOutline;
import vn.kyso.pades.PreparedSignature;
import vn.kyso.pades.Refusal;

/// Puts the CMS into the prepared increment, checks what came of it, and extends it to the level asked for. What this
/// hands out was verified: ByteRange, digest, exactly the requested certificate, and the timestamp.
@Component
class AssembleSignedPdf {
    private final Documents documents;
    private final Outlines outlines;
    private final PrepareDocument prepare;
    private final KnownCertificates certificates;
    private final TrustAnchors anchors;
    private final CollectRevocationData revocation;
    private final ArchiveTimestamp archive;
    private final InstantSource clock;
    private final PkiSettings settings;

    AssembleSignedPdf(
            Documents documents,
            Outlines outlines,
            PrepareDocument prepare,
            KnownCertificates certificates,
            TrustAnchors anchors,
            CollectRevocationData revocation,
            ArchiveTimestamp archive,
            InstantSource clock,
            PkiSettings settings) {
        this.documents = documents;
        this.outlines = outlines;
        this.prepare = prepare;
        this.certificates = certificates;
        this.anchors = anchors;
        this.revocation = revocation;
        this.archive = archive;
        this.clock = clock;
        this.settings = settings;
    }

    /// What came of it.
    sealed interface Result {
        /// @param increments to be stored after the base revision, in order
        /// @param timestampTokenBytes 0 where the signature has none
        record Assembled(List<byte[]> increments, PdfOutline outline, int timestampTokenBytes) implements Result {}

        /// No signed document will come of it.
        record Refused(ProblemType reason, String detail) implements Result {}

        /// Somebody outside could not be reached.
        record NotYet(ProblemType reason, String why) implements Result {}
    }

    Result assemble(SignRequest request, RequestDocument.Unsealed unsealed) {
        RequestDocument document = unsealed.document();
        Revision base =
                documents.revision(document.document(), document.baseRevision()).orElseThrow();
        Optional<KnownCertificate> certificate = certificates.byDigest(request.certificateDigest());
        Optional<PreparedSignature> prepared = prepare.open(request.id(), document.document(), unsealed.prepared());
        if (base.quarantined()) {
            return new Result.Refused(ProblemType.DOCUMENT_QUARANTINED, "The stored bytes are damaged");
        }
        if (prepared.isEmpty() || certificate.isEmpty()) {
            return new Result.Refused(ProblemType.OUTPUT_CHECK_FAILED, "What was prepared can no longer be relied on");
        }
        X509Certificate signer = certificate.get().certificate();
        return switch (Completion.complete(outlines.of(base), prepared.get(), unsealed.cms(), signer)) {
            case IncrementResult.Refused(Refusal refusal) ->
                new Result.Refused(Problems.of(refusal.reason()), refusal.detail());
            case IncrementResult.Appended(byte[] increment, PdfOutline signed) -> {
                List<byte[]> increments = new ArrayList<>(List.of(increment));
                yield switch (request.level()) {
                    case B_B -> new Result.Assembled(increments, signed, 0);
                    case B_T, B_LT, B_LTA -> {
                        byte[] digest = prepared.get().digest();
                        yield withTimestamp(request, certificate.get(), unsealed.cms(), digest, increments, signed);
                    }
                };
            }
        };
    }

    private Result withTimestamp(
            SignRequest request,
            KnownCertificate certificate,
            byte[] cms,
            byte[] digest,
            List<byte[]> increments,
            PdfOutline signed) {
        Set<X509Certificate> trusted = anchors.all();
        if (trusted.isEmpty()) {
            return new Result.NotYet(ProblemType.TIMESTAMP_UNAVAILABLE, "No root is known that a TSA could chain to");
        }
        try {
            VerifiedCms verified = CmsSignature.verify(cms, digest, certificate.certificate());
            Optional<TimestampToken> token = verified.timestamp();
            if (token.isEmpty()) {
                return new Result.Refused(
                        ProblemType.TIMESTAMP_UNAVAILABLE, "The signature came without the timestamp asked for");
            }
            VerifiedTimestamp timestamp = new TimestampVerifier(
                            trusted, clock.withZone(ZoneOffset.UTC), settings.clockTolerance())
                    .verify(token.get(), Sha256.start().digest(verified.signatureValue()));
            int tokenBytes = token.get().der().length;
            return switch (request.level()) {
                case B_B, B_T -> new Result.Assembled(increments, signed, tokenBytes);
                case B_LT -> toLt(certificate, timestamp, increments, signed, tokenBytes);
                case B_LTA ->
                    switch (toLt(certificate, timestamp, increments, signed, tokenBytes)) {
                        case Result.Assembled lt -> toLta(lt);
                        case Result.Refused refused -> refused;
                        case Result.NotYet notYet -> notYet;
                    };
            };
        } catch (CmsInvalidException | TimestampInvalidException e) {
            return new Result.Refused(ProblemType.OUTPUT_CHECK_FAILED, "The timestamp does not hold");
        }
    }

    private Result toLt(
            KnownCertificate certificate,
            VerifiedTimestamp timestamp,
            List<byte[]> increments,
            PdfOutline signed,
            int tokenBytes) {
        try {
            return switch (revocation.collect(certificate.chain(), timestamp)) {
                case CollectRevocationData.Result.NotGood(ProblemType reason, String detail) ->
                    new Result.Refused(reason, detail);
                case CollectRevocationData.Result.Collected(var data) ->
                    switch (Extension.toLt(signed, data)) {
                        case IncrementResult.Refused(Refusal refusal) ->
                            new Result.Refused(Problems.of(refusal.reason()), refusal.detail());
                        case IncrementResult.Appended(byte[] more, PdfOutline extended) -> {
                            increments.add(more);
                            yield new Result.Assembled(increments, extended, tokenBytes);
                        }
                    };
            };
        } catch (StatusUnavailableException e) {
            return new Result.NotYet(ProblemType.REVOCATION_DATA_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private Result toLta(Result.Assembled lt) {
        try {
            return switch (archive.over(lt.outline(), lt.timestampTokenBytes())) {
                case IncrementResult.Refused(Refusal refusal) ->
                    new Result.Refused(Problems.of(refusal.reason()), refusal.detail());
                case IncrementResult.Appended(byte[] more, PdfOutline archived) -> {
                    lt.increments().add(more);
                    yield new Result.Assembled(lt.increments(), archived, lt.timestampTokenBytes());
                }
            };
        } catch (TimestampUnavailableException e) {
            return new Result.NotYet(ProblemType.TIMESTAMP_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }
}
