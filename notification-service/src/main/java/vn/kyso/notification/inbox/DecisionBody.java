package vn.kyso.notification.inbox;

import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;

/// What a device posts as its decision.
///
/// @param decision `approve` or `decline`
/// @param assertion `AuthenticationResponseJSON` of WebAuthn Level 3, 5.2.2
/// @param openedDocuments ids of the documents whose bytes the device hashed itself
/// @param reason why it is declined
record DecisionBody(
        @Nullable String decision,
        @Nullable Assertion assertion,
        @Nullable List<String> openedDocuments,
        @Nullable String reason) {
    /// As many as a request may have documents.
    private static final int MOST_DOCUMENTS = 1_000;

    private static final int LONGEST_DOCUMENT_ID = 64;
    private static final int LONGEST_REASON = 500;

    // Bytes before encoding. WebAuthn names the first and the last; the others are several times what authenticators
    // send.
    private static final int LONGEST_CREDENTIAL_ID = 1_023;
    private static final int LONGEST_CLIENT_DATA = 4_096;
    private static final int SHORTEST_AUTHENTICATOR_DATA = 37;
    private static final int LONGEST_AUTHENTICATOR_DATA = 4_096;
    private static final int LONGEST_SIGNATURE = 1_024;
    private static final int LONGEST_USER_HANDLE = 64;

    /// @throws ProblemException `invalid-field`, naming the field
    Answer answer() {
        return switch (String.valueOf(decision)) {
            case "approve" -> approve();
            case "decline" -> decline();
            default -> throw invalid("decision", "The decision is approve or decline");
        };
    }

    private Answer approve() {
        if (assertion == null || assertion.response == null) {
            throw invalid("assertion", "An approval carries the passkey's assertion");
        }
        if (!"public-key".equals(assertion.type)) {
            throw invalid("assertion.type", "The type is public-key");
        }
        String id = bytes("assertion.rawId", assertion.rawId, 1, LONGEST_CREDENTIAL_ID);
        if (!id.equals(assertion.id)) {
            throw invalid("assertion.id", "id and rawId are the same");
        }
        Response response = assertion.response;
        return new Answer.Approve(
                id,
                bytes("assertion.response.clientDataJSON", response.clientDataJSON, 1, LONGEST_CLIENT_DATA),
                bytes(
                        "assertion.response.authenticatorData",
                        response.authenticatorData,
                        SHORTEST_AUTHENTICATOR_DATA,
                        LONGEST_AUTHENTICATOR_DATA),
                bytes("assertion.response.signature", response.signature, 1, LONGEST_SIGNATURE),
                response.userHandle == null
                        ? null
                        : bytes("assertion.response.userHandle", response.userHandle, 1, LONGEST_USER_HANDLE),
                documents());
    }

    private Answer decline() {
        if (reason == null || reason.isBlank()) {
            return new Answer.Decline(null);
        }
        if (reason.length() > LONGEST_REASON || reason.chars().anyMatch(c -> c < ' ' && c != '\n')) {
            throw invalid("reason", "A reason is text of at most " + LONGEST_REASON + " characters");
        }
        return new Answer.Decline(reason.strip());
    }

    private List<String> documents() {
        List<String> opened = openedDocuments == null ? List.of() : openedDocuments;
        Set<String> distinct = new HashSet<>();
        for (@Nullable String id : opened) {
            if (id == null || id.isBlank() || id.length() > LONGEST_DOCUMENT_ID || !distinct.add(id)) {
                throw invalid("openedDocuments", "Each is a document's id, named once");
            }
        }
        if (distinct.size() > MOST_DOCUMENTS) {
            throw invalid("openedDocuments", "At most " + MOST_DOCUMENTS);
        }
        return opened;
    }

    private static String bytes(String field, @Nullable String value, int least, int most) {
        if (value == null || value.indexOf('=') >= 0) {
            throw invalid(field, "Bytes in base64url without padding");
        }
        try {
            byte[] decoded = Base64.getUrlDecoder().decode(value);
            if (decoded.length >= least && decoded.length <= most) {
                return value;
            }
        } catch (IllegalArgumentException e) {
            throw invalid(field, "Bytes in base64url without padding");
        }
        throw invalid(field, "Between " + least + " and " + most + " bytes");
    }

    private static ProblemException invalid(String field, String detail) {
        return new ProblemException(ProblemType.INVALID_FIELD, detail).with("field", field);
    }

    record Assertion(
            @Nullable String id,
            @Nullable String rawId,
            @Nullable String type,
            @Nullable Response response) {}

    record Response(
            @Nullable String clientDataJSON,
            @Nullable String authenticatorData,
            @Nullable String signature,
            @Nullable String userHandle) {}
}
