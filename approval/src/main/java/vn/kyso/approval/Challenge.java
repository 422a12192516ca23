package vn.kyso.approval;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that one approval is for. The phone and the signing-service each compute [#digest()] from what they
/// know for themselves; the passkey signs it as the WebAuthn challenge, so that an approval is for exactly this and
/// nothing else. The byte format stands beside the vectors in `src/test/resources/challenge`.
///
/// @param rpId the relying party of the signer's app
/// @param requester who asks, as the signer reads it
/// @param nonce 32 random bytes of the signing-service, base64url without padding
/// @param signer keyed hash of the signer's userID
/// @param credentialId the signing credential (key and certificate), not the passkey
/// @param certificateDigest SHA-256 of the certificate's DER, base64url without padding
/// @param algorithm `ES256` or `RS256`: how the credential's key will sign
/// @param deadline until when an approval counts; cut to whole milliseconds, which every phone can represent
/// @param matchCode as typed on the phone; null where none was asked for, which is different from an empty one
/// @param documents in the order of the request
public record Challenge(
        String rpId,
        String tenant,
        String requester,
        String requestId,
        String nonce,
        String signer,
        String credentialId,
        String certificateDigest,
        String algorithm,
        Instant deadline,
        @Nullable String matchCode,
        List<ChallengeDocument> documents) {
    private static final String DOMAIN = "kyso-approval-challenge";
    private static final int VERSION = 1;

    public Challenge {
        for (String text : List.of(rpId, tenant, requester, requestId, signer, credentialId, algorithm)) {
            if (text.isBlank()) {
                throw new IllegalArgumentException("A challenge leaves no field blank");
            }
        }
        Base64Url.decode(nonce, 32);
        Base64Url.decode(certificateDigest, 32);
        deadline = deadline.truncatedTo(ChronoUnit.MILLIS);
        documents = List.copyOf(documents);
        if (documents.isEmpty()) {
            throw new IllegalArgumentException("An approval is for at least one document");
        }
        Set<String> ids = new HashSet<>();
        for (ChallengeDocument document : documents) {
            if (!ids.add(document.documentId())) {
                throw new IllegalArgumentException("A document stands once in a request");
            }
        }
    }

    /// SHA-256 over all fields: what the passkey signs as the challenge of its assertion (WebAuthn Level 3, 7.2).
    public byte[] digest() {
        return fields().sha256();
    }

    /// The bytes that are hashed: a domain tag, the format's version, then every field with its length in front.
    byte[] encoded() {
        return fields().toBytes();
    }

    private Fields fields() {
        Fields fields = new Fields()
                .text(DOMAIN)
                .int32(VERSION)
                .text(rpId)
                .text(tenant)
                .text(requester)
                .text(requestId)
                .bytes(Base64Url.decode(nonce, 32))
                .text(signer)
                .text(credentialId)
                .bytes(Base64Url.decode(certificateDigest, 32))
                .text(algorithm)
                .int64(deadline.toEpochMilli())
                .int32(matchCode == null ? 0 : 1)
                .text(matchCode == null ? "" : matchCode)
                .int32(documents.size());
        for (ChallengeDocument document : documents) {
            fields.text(document.documentId())
                    .text(document.name())
                    .bytes(Base64Url.decode(document.digest(), 32))
                    .int32(document.opened() ? 1 : 0);
        }
        return fields;
    }

    /// The same approval with another match code.
    public Challenge withMatchCode(@Nullable String other) {
        return new Challenge(
                rpId,
                tenant,
                requester,
                requestId,
                nonce,
                signer,
                credentialId,
                certificateDigest,
                algorithm,
                deadline,
                other,
                documents);
    }
}
