package vn.kyso.document.sealing;

import org.springframework.stereotype.Component;
import vn.kyso.cades.TimestampSource;
import vn.kyso.cades.TimestampToken;
import vn.kyso.cades.TimestampUnavailableException;
import vn.kyso.pades.Completion;
import vn.kyso.pades.ContentsSize;
import vn.kyso.pades.IncrementResult;
import vn.kyso.pades.PdfOutline;
import vn.kyso.pades.Preparation;
import vn.kyso.pades.PreparedSignature;

/// The document timestamp that makes B-LTA of B-LT (ETSI EN 319 142-1, 5.5): proof that the signature and the status
/// of its certificates stood in the file at that time, for when their algorithms or keys no longer prove it.
@Component
class ArchiveTimestamp {
    private final TimestampSource tsa;

    ArchiveTimestamp(TimestampSource tsa) {
        this.tsa = tsa;
    }

    /// @param extended a document at B-LT
    /// @param usualTokenBytes of the TSA's last token; a longer one takes a second request, for no approval fixes
    ///     the digest here
    /// @throws TimestampUnavailableException if the TSA can't be reached or gave nothing that holds
    IncrementResult over(PdfOutline extended, int usualTokenBytes) throws TimestampUnavailableException {
        Stamped first = stamp(extended, usualTokenBytes);
        int tokenBytes = first.token().der().length;
        Stamped fits = tokenBytes > first.prepared().contentsReservedBytes() ? stamp(extended, tokenBytes) : first;
        return Completion.completeTimestamp(extended, fits.prepared(), fits.token());
    }

    private record Stamped(PreparedSignature prepared, TimestampToken token) {}

    private Stamped stamp(PdfOutline extended, int tokenBytes) throws TimestampUnavailableException {
        PreparedSignature prepared = Preparation.prepareTimestamp(extended, ContentsSize.ofTimestamp(tokenBytes));
        return new Stamped(prepared, tsa.timestamp(prepared.digest()));
    }
}
