package vn.kyso.approval;

/// One document that an approval is for.
///
/// @param name as the signer reads it
/// @param digest SHA-256 over the ByteRange of the prepared PDF, base64url without padding: computed by the phone where
///     it opened the document, the server's word where it did not
/// @param opened whether the phone read the document's bytes and computed the digest itself
public record ChallengeDocument(String documentId, String name, String digest, boolean opened) {
    public ChallengeDocument {
        if (documentId.isBlank()) {
            throw new IllegalArgumentException("A document needs an id");
        }
        Base64Url.decode(digest, 32);
    }
}
