package vn.kyso.pades.verify;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import vn.kyso.pades.PdfSource;
import vn.kyso.pades.pdf.MalformedPdfException;
import vn.kyso.pades.pdf.PdfFile;

/// Verifies all signatures of a PDF. Reads the file once for its digest and once more per signature; memory does not
/// grow with it. Safe for use by many threads; each call needs a source of its own.
public final class SignedPdfVerifier {
    private static final int HEADER_WITHIN = 1024;

    private final Collection<X509Certificate> anchors;
    private final StatusSource statuses;
    private final InstantSource clock;
    private final Duration tolerance;

    /// @param anchors whom chains of signers and time-stamp authorities must lead to; none is trusted where empty
    /// @param tolerance how far clocks of responders and authorities may differ from ours
    public SignedPdfVerifier(
            Collection<X509Certificate> anchors, StatusSource statuses, InstantSource clock, Duration tolerance) {
        this.anchors = List.copyOf(anchors);
        this.statuses = statuses;
        this.clock = clock;
        this.tolerance = tolerance;
    }

    /// @throws NotAPdfException if it does not even begin as one
    public Verification verify(PdfSource source) throws IOException, NotAPdfException {
        requireHeader(source);
        Sweep sweep = Sweep.over(source);
        try {
            PdfFile newest = PdfFile.open(source, vn.kyso.pades.IntakeLimits.VERIFYING);
            Revisions revisions = Revisions.of(source, newest, sweep);
            CertificateCheck certificates = new CertificateCheck(anchors, statuses, tolerance);
            TimestampCheck timestamps = new TimestampCheck(anchors, certificates, toClock(), tolerance);
            return new DocumentCheck(source, sweep, revisions, certificates, timestamps, clock.instant()).verify();
        } catch (MalformedPdfException e) {
            return unreadable(source, sweep, e.detail());
        }
    }

    private java.time.Clock toClock() {
        return clock.withZone(ZoneOffset.UTC);
    }

    /// What can't be read as every reader must read it is not valid if it speaks of signatures at all.
    private static Verification unreadable(PdfSource source, Sweep sweep, String detail) {
        Finding finding = Finding.of(Finding.Code.STRUCTURE_DAMAGED, "The file can't be read strictly: " + detail);
        Finding told = sweep.mentionsSignature()
                ? finding
                : new Finding(finding.code(), Indication.TOTAL_PASSED, null, finding.detail());
        return new Verification(source.size(), sweep.sha256(), 0, null, List.of(told), List.of());
    }

    private static void requireHeader(PdfSource source) throws IOException, NotAPdfException {
        byte[] head = new byte[(int) Math.min(HEADER_WITHIN, source.size())];
        source.read(0, ByteBuffer.wrap(head));
        if (!new String(head, StandardCharsets.ISO_8859_1).contains("%PDF-")) {
            throw new NotAPdfException();
        }
    }
}
