package vn.kyso.contracts.event;

/// One document of a sign request.
///
/// @param name as the signer reads it, at most 120 characters
/// @param digest SHA-256 over the ByteRange of the prepared PDF, base64url without padding
/// @param contentsReservedBytes the most the DER-encoded CMS may need in `/Contents` (ISO 32000-2, 12.8.1)
public record DocumentToSign(String documentId, String name, String digest, int contentsReservedBytes) {}
