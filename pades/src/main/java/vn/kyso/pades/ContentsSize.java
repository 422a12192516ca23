package vn.kyso.pades;

import java.security.cert.X509Certificate;
import java.util.List;
import vn.kyso.cades.CmsSize;
import vn.kyso.cades.SignatureAlgorithm;

/// Room to reserve in Contents. After the signer approved, the digest is fixed and the room can't grow: too small
/// loses the signature, too large only pads the file by two bytes a byte.
public final class ContentsSize {
    /// What a TSA may add to its largest token seen without losing a signature: longer serial numbers and fractions of
    /// a second, a renewed certificate of its own.
    private static final int TOKEN_MARGIN_BYTES = 2_048;

    private ContentsSize() {}

    /// Enough for any B-B signature by this chain's first certificate.
    public static int withoutTimestamp(List<X509Certificate> chain) {
        return CmsSize.upperBound(chain, algorithm(chain), 0);
    }

    /// Enough for any signature with a timestamp of a TSA whose tokens had at most this many bytes so far.
    public static int withTimestamp(List<X509Certificate> chain, int largestTokenBytes) {
        return CmsSize.upperBound(chain, algorithm(chain), ofTimestamp(largestTokenBytes));
    }

    /// Enough for a document timestamp.
    public static int ofTimestamp(int largestTokenBytes) {
        if (largestTokenBytes < 1) {
            throw new IllegalArgumentException("A token has bytes");
        }
        return largestTokenBytes + TOKEN_MARGIN_BYTES;
    }

    private static SignatureAlgorithm algorithm(List<X509Certificate> chain) {
        return SignatureAlgorithm.of(chain.getFirst().getPublicKey());
    }
}
