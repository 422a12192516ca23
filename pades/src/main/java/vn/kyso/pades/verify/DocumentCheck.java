package vn.kyso.pades.verify;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.kyso.pades.ByteRange;
import vn.kyso.pades.Certification;
import vn.kyso.pades.FieldLock;
import vn.kyso.pades.PdfDates;
import vn.kyso.pades.PdfSource;
import vn.kyso.pades.SignatureTransforms;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfValue;

/// One file: its signatures are found in the newest revision, each is tied to the revision that it covers, what came
/// after is compared, and then, from the newest to the oldest, the cryptography is verified, so that a document
/// timestamp proves when those before it existed.
final class DocumentCheck {
    /// Each signature costs a pass over the file.
    private static final int MAX_SIGNATURES = 100;

    private static final int VIEWS_KEPT = 3;

    private final PdfSource source;
    private final Sweep sweep;
    private final Revisions revisions;
    private final CertificateCheck certificates;
    private final TimestampCheck timestamps;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    /// The latest few: each takes eight bytes an object.
    private final Map<Integer, View> views = new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, View> eldest) {
            return size() > VIEWS_KEPT;
        }
    };

    DocumentCheck(
            PdfSource source,
            Sweep sweep,
            Revisions revisions,
            CertificateCheck certificates,
            TimestampCheck timestamps,
            Instant now) {
        this.source = source;
        this.sweep = sweep;
        this.revisions = revisions;
        this.certificates = certificates;
        this.timestamps = timestamps;
        this.now = now;
    }

    /// A signature with what is known of it so far.
    ///
    /// @param revision 0 if it ends with none
    private record Placed(SignedField signed, int revision, SignatureTransforms transforms, List<Finding> findings) {}

    /// A difference that a revision brought.
    private record Brought(int revision, Found found) {}

    Verification verify() throws IOException, MalformedPdfException {
        View newest = view(revisions.count());
        List<FieldNode> fields = newest.signed();
        if (fields.isEmpty()) {
            if (sweep.mentionsSignature()) {
                findings.add(Finding.of(
                        Finding.Code.NOT_ANCHORED_IN_FORM,
                        "The file holds a signature or what is left of one, but no field shows it"));
            }
            return result(List.of(), null);
        }
        if (fields.size() > MAX_SIGNATURES) {
            throw MalformedPdfException.tooComplex("More signatures than the limit");
        }
        if (!revisions.endsCleanly()) {
            findings.add(Finding.of(Finding.Code.STRUCTURE_AMBIGUOUS, "Something follows the end of the file"));
        }
        if (newest.file().trailer().get("Encrypt") != null) {
            findings.add(Finding.of(Finding.Code.ENCRYPTED, "The file is encrypted: its texts are not read"));
        }
        List<Placed> placed = new ArrayList<>();
        for (FieldNode field : fields) {
            placed.add(place(newest, field));
        }
        placed.sort(Comparator.comparingLong(p -> end(p.signed())));
        overlaps(placed);
        return result(check(newest, placed, changes(placed)), placed);
    }

    private Verification result(List<SignatureReport> reports, @Nullable List<Placed> placed) {
        Certification certification = null;
        for (Placed p : placed == null ? List.<Placed>of() : placed) {
            certification =
                    Certification.strictest(certification, p.transforms().certification());
        }
        return new Verification(source.size(), sweep.sha256(), revisions.count(), certification, findings, reports);
    }

    private Placed place(View newest, FieldNode field) throws IOException, MalformedPdfException {
        SignedField signed = SignedField.of(source, newest, field);
        List<Finding> found = new ArrayList<>(signed.faults());
        ByteRange range = signed.range();
        int revision = range == null ? 0 : revisions.endingAt(range.end(), range.secondOffset());
        if (range != null && revision == 0) {
            found.add(Finding.of(
                    Finding.Code.NOT_A_REVISION_END,
                    "What is signed does not end where the revision ends that brought the signature"));
        }
        if (revision > 0) {
            View covered = view(revision);
            FieldNode then = covered.fields().get(field.number());
            boolean same = then != null
                    && Objects.equals(then.value(), field.value())
                    && covered.file().hasSameEntry(signed.number(), newest.file());
            if (!same) {
                found.add(Finding.of(
                        Finding.Code.STRUCTURE_AMBIGUOUS,
                        "The signature is not the one that its own revision has in this field"));
            }
        }
        return new Placed(signed, revision, SignatureTransforms.of(newest.file(), signed.dict()), found);
    }

    /// Each signature covers all before it.
    private static void overlaps(List<Placed> placed) {
        for (int i = 1; i < placed.size(); i++) {
            ByteRange before = placed.get(i - 1).signed().range();
            ByteRange range = placed.get(i).signed().range();
            if (before != null && range != null && range.firstLength() < before.end()) {
                Finding finding = Finding.of(
                        Finding.Code.SIGNATURES_OVERLAP, "Two signatures do not cover one another as they must");
                placed.get(i - 1).findings().add(finding);
                placed.get(i).findings().add(finding);
            }
        }
    }

    /// What every revision after the first signed one brought.
    private List<Brought> changes(List<Placed> placed) throws IOException, MalformedPdfException {
        int first = placed.stream()
                .mapToInt(Placed::revision)
                .filter(r -> r > 0)
                .min()
                .orElse(revisions.count());
        List<Brought> changes = new ArrayList<>();
        if (first == revisions.count()) {
            return changes;
        }
        References references = new References();
        references.addFrom(view(first).file(), view(first).file().xref().numbersInUse());
        for (int revision : revisions.from(first + 1)) {
            View before = view(revision - 1);
            for (Found found : new RevisionDiff(before, view(revision), references).compare()) {
                changes.add(new Brought(revision, found));
            }
        }
        return changes;
    }

    private List<SignatureReport> check(View newest, List<Placed> placed, List<Brought> changes)
            throws IOException, MalformedPdfException {
        SecurityStoreData store = SecurityStoreData.of(newest);
        SignatureCheck check = new SignatureCheck(source, certificates, timestamps, store, now);
        List<SignatureReport> reports = new ArrayList<>();
        Instant existed = null;
        SecurityStoreData archived = null;
        List<SignatureReport.Stamped> documentStamps = new ArrayList<>();
        for (Placed p : placed.reversed()) {
            List<Finding> own = new ArrayList<>(p.findings());
            List<Change> after = after(p, placed, changes, own);
            ByteRange range = p.signed().range();
            Instant claimed = p.signed().dict().get("M") instanceof PdfValue.Str m ? PdfDates.instant(m.text()) : null;
            SignatureCheck.Result result = range == null ? null : check.check(p.signed(), range, existed, claimed);
            if (result != null) {
                own.addAll(result.findings());
            }
            reports.add(report(newest, p, own, after, claimed, result, store, archived, documentStamps));
            Instant proven = result == null || !p.signed().isTimestamp() ? null : result.provenAt();
            boolean stands = own.stream().allMatch(f -> f.indication() == Indication.TOTAL_PASSED);
            if (result != null && proven != null && stands && p.revision() > 0) {
                existed = proven;
                documentStamps.addAll(result.timestamps());
                archived = archived == null ? SecurityStoreData.of(view(p.revision())) : archived;
            }
        }
        return reports.reversed();
    }

    private SignatureReport report(
            View newest,
            Placed p,
            List<Finding> own,
            List<Change> after,
            @Nullable Instant claimed,
            SignatureCheck.@Nullable Result result,
            SecurityStoreData store,
            @Nullable SecurityStoreData archived,
            List<SignatureReport.Stamped> documentStamps) {
        own.sort(Comparator.comparing(Finding::indication).reversed().thenComparing(Finding::severity));
        SignedField signed = p.signed();
        ByteRange range = signed.range();
        long bytes = range == null ? 0 : range.end();
        List<SignatureReport.Stamped> stamps = new ArrayList<>(result == null ? List.of() : result.timestamps());
        if (!signed.isTimestamp()) {
            stamps.addAll(documentStamps);
        }
        boolean intact = result != null && result.intact() && p.findings().isEmpty();
        return new SignatureReport(
                signed.field().name(),
                signed.field().page(),
                signed.isTimestamp(),
                signed.subFilter(),
                own,
                result == null || !intact || signed.isTimestamp() ? null : level(result, store, archived),
                result == null ? List.of() : result.chain(),
                claimed,
                result == null ? null : result.provenAt(),
                text(newest, signed, "Reason"),
                text(newest, signed, "Location"),
                p.transforms().certification(),
                intact,
                result != null && result.trusted(),
                new SignatureReport.Coverage(p.revision(), bytes, bytes == source.size(), after),
                result == null ? null : result.algorithm(),
                stamps);
    }

    private SignatureReport.@Nullable Level level(
            SignatureCheck.Result result, SecurityStoreData store, @Nullable SecurityStoreData archived) {
        if (!result.baseline()) {
            return null;
        }
        if (!result.stamped()) {
            return SignatureReport.Level.B_B;
        }
        if (!holdsAll(result, store)) {
            return SignatureReport.Level.B_T;
        }
        return archived != null && holdsAll(result, archived)
                ? SignatureReport.Level.B_LTA
                : SignatureReport.Level.B_LT;
    }

    private boolean holdsAll(SignatureCheck.Result result, SecurityStoreData store) {
        return result.needed().stream().allMatch(n -> certificates.holdsAll(n.chain(), store, n.at()));
    }

    /// What came after this signature, and what of it must not be: added to `own`.
    private List<Change> after(Placed p, List<Placed> all, List<Brought> changes, List<Finding> own) {
        List<Change> after = new ArrayList<>();
        if (p.revision() == 0) {
            return after;
        }
        for (Brought change : changes) {
            if (change.revision() <= p.revision()) {
                continue;
            }
            Finding objection = policy(all, change.revision()).objection(change.found());
            if (objection != null) {
                own.add(objection);
            } else if (ChangePolicy.worthTelling(change.found().kind())) {
                own.add(Finding.of(
                        Finding.Code.CHANGED_AS_ALLOWED, change.found().detail()));
            }
            after.add(new Change(
                    change.revision(),
                    change.found().kind(),
                    objection == null,
                    change.found().detail()));
        }
        return after;
    }

    private static ChangePolicy policy(List<Placed> all, int revision) {
        Certification certification = null;
        List<FieldLock> locks = new ArrayList<>();
        for (Placed p : all) {
            if (p.revision() > 0 && p.revision() < revision) {
                certification =
                        Certification.strictest(certification, p.transforms().certification());
                locks.addAll(p.transforms().locks());
            }
        }
        return new ChangePolicy(certification, locks);
    }

    private static @Nullable String text(View view, SignedField signed, String key) {
        PdfValue value = signed.dict().get(key);
        return value instanceof PdfValue.Str text && view.file().trailer().get("Encrypt") == null ? text.text() : null;
    }

    private View view(int revision) throws IOException, MalformedPdfException {
        View known = views.get(revision);
        if (known == null) {
            known = View.of(source, revision == revisions.count() ? source.size() : revisions.end(revision), revision);
            views.put(revision, known);
        }
        return known;
    }

    private static long end(SignedField signed) {
        ByteRange range = signed.range();
        return range == null ? Long.MAX_VALUE : range.end();
    }
}
