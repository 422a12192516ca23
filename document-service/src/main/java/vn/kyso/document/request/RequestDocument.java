package vn.kyso.document.request;

import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.kyso.document.document.DocumentId;
import vn.kyso.document.document.Sha256;

/// One document of a request.
///
/// @param baseRevision the revision that is being signed
/// @param digest SHA-256 over the ByteRange of the prepared revision
/// @param state `prepared`, `signed` or `not-signed`
/// @param revision the signed revision, with its digest and size
public record RequestDocument(
        UUID request,
        DocumentId document,
        int position,
        String name,
        int baseRevision,
        Sha256 digest,
        String state,
        @Nullable String reason,
        @Nullable String detail,
        @Nullable Integer revision,
        @Nullable Sha256 sha256,
        @Nullable Long size) {
    static final String PREPARED = "prepared";
    static final String SIGNED = "signed";
    static final String NOT_SIGNED = "not-signed";

    public boolean isPrepared() {
        return state.equals(PREPARED);
    }

    /// What is being put together: the prepared increment and the CMS that signing-service made for it.
    ///
    /// @param prepared sealed
    public record Unsealed(RequestDocument document, byte[] prepared, byte[] cms) {
        public Unsealed {
            prepared = prepared.clone();
            cms = cms.clone();
        }

        @Override
        public byte[] prepared() {
            return prepared.clone();
        }

        @Override
        public byte[] cms() {
            return cms.clone();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Unsealed u
                    && document.equals(u.document)
                    && Arrays.equals(prepared, u.prepared)
                    && Arrays.equals(cms, u.cms);
        }

        @Override
        public int hashCode() {
            return document.hashCode();
        }
    }
}
