package vn.kyso.cades;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How large a CMS signature can become before it exists: what `/Contents` must reserve (ISO 32000-2, 12.8.1).
public final class CmsSize {
    private CmsSize() {}

    /// The most bytes that [CmsSignature#assemble] can yield for this chain and key, with a token of at most this
    /// size.
    ///
    /// Proof: everything but the signature value and the token is fixed by the chain, as the digest has always 32
    /// bytes. Those two are counted at their maximum, and the length of a DER element never shrinks when its content
    /// grows. So the signature assembled here, with both at their maximum, is at least as long as any that can come
    /// of it.
    ///
    /// @param timestampTokenMaxBytes 0 for a signature without timestamp
    public static int upperBound(
            List<X509Certificate> chain, SignatureAlgorithm algorithm, int timestampTokenMaxBytes) {
        X509Certificate signer = chain.getFirst();
        @Nullable
        TimestampToken token = timestampTokenMaxBytes == 0 ? null : TimestampToken.ofSize(timestampTokenMaxBytes);
        byte[] largest = CmsSignature.assemble(
                SignedAttributes.forPades(new byte[32], signer),
                new byte[algorithm.maxSignatureBytes(signer.getPublicKey())],
                algorithm,
                chain,
                token);
        return largest.length;
    }
}
