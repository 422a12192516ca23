package vn.kyso.contracts.problem;

import java.util.Locale;

/// Every typed problem (RFC 9457) and refusal reason. Codes are public for ever; docs/errors.md says what a caller can
/// do about each.
public enum ProblemType {
    // Any call
    MALFORMED_REQUEST(400, "The request can't be read"),
    UNAUTHENTICATED(401, "No valid credentials"),
    FORBIDDEN(403, "The credentials don't allow this"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This address doesn't take that method"),
    NOT_ACCEPTABLE(406, "None of the accepted media types is available"),
    CONFLICT(409, "The state has changed meanwhile"),
    REQUEST_TOO_LARGE(413, "The body is larger than allowed"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body's media type isn't taken here"),
    RANGE_NOT_SATISFIABLE(416, "No such range of bytes"),
    INVALID_FIELD(422, "A field has a value that isn't allowed"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
    IDEMPOTENT_CALL_RUNNING(409, "The first call with this idempotency key is still running"),
    RATE_LIMITED(429, "Too many calls"),
    INTERNAL_ERROR(500, "Something is broken on our side"),
    SERVICE_UNAVAILABLE(503, "Not available at the moment"),

    // Documents
    NOT_A_PDF(422, "The file is not a PDF"),
    DAMAGED_PDF(422, "The PDF is damaged and can't be repaired"),
    DAMAGED_AND_SIGNED(422, "The PDF is damaged and already signed, so it can't be repaired"),
    PASSWORD_NEEDED(422, "The PDF is encrypted with a password"),
    PERMISSION_MISSING(422, "The PDF's permissions don't allow signing"),
    UNSUPPORTED_ENCRYPTION(422, "The PDF's encryption isn't supported"),
    NO_PAGES(422, "The PDF has no pages"),
    DOCUMENT_TOO_LARGE(413, "The file is larger than allowed"),
    DOCUMENT_TOO_COMPLEX(422, "The PDF's structure is beyond what is processed"),
    CERTIFIED_AGAINST_CHANGE(422, "The PDF is certified against further signatures"),
    DOCUMENT_IN_OPEN_REQUEST(409, "The document is part of an open sign request"),
    DOCUMENT_QUARANTINED(409, "The document's stored bytes don't match its digest"),

    // Placement
    PAGE_OUT_OF_RANGE(422, "The document has no such page"),
    RECTANGLE_OUTSIDE_PAGE(422, "The rectangle isn't within the page"),
    FIELD_NOT_FOUND(422, "The document has no such signature field"),
    FIELD_LOCKED(422, "The signature field is locked"),
    FIELD_ALREADY_SIGNED(422, "The signature field holds a signature already"),
    SEED_VALUE_NOT_MET(422, "The signature field asks for something this signature doesn't have"),

    // Pictures of stamps
    PICTURE_UNREADABLE(422, "The picture is no PNG or JPEG, or damaged"),
    PICTURE_TOO_LARGE(413, "The picture is larger than allowed"),
    PICTURE_NOT_ARCHIVABLE(422, "The picture's colours don't suit PDF/A"),
    TOO_MANY_PICTURES(409, "There are as many pictures as are kept"),

    // Signers and certificates
    INVALID_USER_ID(422, "Not a userID"),
    UNKNOWN_SIGNER(404, "No signer has this userID"),
    CERTIFICATE_NOT_FOUND(404, "No such certificate"),
    CERTIFICATE_NOT_OF_SIGNER(422, "The certificate is not this signer's"),
    CERTIFICATE_CHOICE_NEEDED(422, "The signer has several certificates: choose one by serial"),
    CERTIFICATE_EXPIRED(422, "The certificate has expired"),
    CERTIFICATE_NOT_YET_VALID(422, "The certificate is not yet valid"),
    CERTIFICATE_SUSPENDED(422, "The certificate is suspended"),
    CERTIFICATE_REVOKED(422, "The certificate is revoked"),
    CERTIFICATE_KEY_ELSEWHERE(422, "The certificate's key is not held here"),
    CERTIFICATE_STATUS_STALE(503, "The certificate's status is too old to rely on"),
    CERTIFICATE_PROFILE_VIOLATED(422, "The certificate would violate its profile"),
    CERTIFICATE_ALREADY_REVOKED(409, "The certificate is revoked already"),
    CERTIFICATE_NOT_SUSPENDED(409, "The certificate is not suspended"),
    CSR_INVALID(422, "The certification request doesn't hold"),
    CERTIFICATE_UNTRUSTED(422, "The certificate doesn't chain to a trusted root"),

    // Sign requests and sessions
    TOO_MANY_DOCUMENTS(422, "A sign request holds one to 1,000 documents"),
    TOO_MANY_OPEN_REQUESTS(429, "The signer has too many open requests of this tenant"),
    MATCH_CODE_REQUIRED(422, "The signer hasn't consented to requests without a match code"),
    TENANT_BLOCKED(403, "The signer has blocked this tenant"),
    REQUEST_FINISHED(409, "The sign request is over"),
    ALREADY_ANSWERED(409, "The sign request was answered already"),
    DECLINED(409, "The signer declined"),
    EXPIRED(409, "The time for approval ran out"),
    CANCELLED(409, "The requester cancelled"),
    NO_AUTHENTICATOR(422, "The signer has no device that can approve"),
    APPROVAL_WRONG_MATCH_CODE(422, "The match code was wrong"),
    APPROVAL_ALTERED(422, "The approval is not for what was asked"),
    APPROVAL_FOREIGN(422, "The approval comes from a device that may not answer this request"),
    APPROVAL_LATE(422, "The approval came after the deadline"),
    APPROVAL_REPLAYED(409, "The approval was used already"),
    KEY_UNAVAILABLE(503, "The signing key can't be used at the moment"),
    TIMESTAMP_UNAVAILABLE(503, "No timestamp could be had"),
    REVOCATION_DATA_UNAVAILABLE(503, "The certificate status data could not be had"),
    CONTENTS_OVERFLOW(422, "The signature needs more room than was reserved"),
    OUTPUT_CHECK_FAILED(422, "The signed PDF did not pass its check"),

    // Devices
    ACTIVATION_CODE_WRONG(422, "The activation code is wrong"),
    ACTIVATION_CODE_USED(409, "The activation code was used already"),
    ACTIVATION_CODE_EXPIRED(410, "The activation code has expired"),
    ACTIVATION_LOCKED(429, "Too many wrong tries with this activation code"),
    PASSKEY_INVALID(422, "The passkey doesn't fulfil what is needed"),
    DEVICE_REVOKED(401, "The device was revoked"),
    PUSH_ENDPOINT_NOT_ALLOWED(422, "The push address is not one of a known push service"),

    // Events: reasons on dead letters
    EVENT_UNSIGNED(422, "The event carries no valid signature"),
    EVENT_FOREIGN(422, "The event is signed by a service that may not send it"),
    EVENT_UNREADABLE(422, "The event can't be understood"),
    EVENT_REFUSED(422, "The event asks for something that can't be");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /// The stable code, such as `not-a-pdf`.
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The problem's `type` member.
    public String uri() {
        return "urn:kyso:problem:" + code();
    }

    /// The HTTP status where it answers a call.
    public int status() {
        return status;
    }

    /// One English sentence that is the same for every occurrence.
    public String title() {
        return title;
    }

    /// The problem of that code.
    ///
    /// @throws IllegalArgumentException if there is none
    public static ProblemType of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
