package vn.kyso.contracts.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// One event of each type, with every field set: what the golden payloads say.
final class SamplePayloads {
    private static final String REQUEST = "6f1c2c7e-5c0a-4f57-9d0e-0a4f6f0f7f11";
    private static final String DOCUMENT = "b3b7a9d0-91b5-4a0c-8a70-6a4b7a3e5c22";
    private static final String DIGEST = "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU";
    private static final String CERTIFICATE = "n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg";
    private static final String SIGNER = "Xr4ilOzQ4PCOq3aQ0qbuaQ3H6Cj0kNqLr8nG1mZJt2s";
    private static final String DEVICE = "d-0c5e9a1b";
    private static final Instant AT = Instant.parse("2026-11-24T08:15:30.123456Z");
    private static final Instant UNTIL = Instant.parse("2026-11-24T08:20:30Z");
    private static final List<DocumentToSign> DOCUMENTS =
            List.of(new DocumentToSign(DOCUMENT, "Hợp đồng lao động.pdf", DIGEST, 12_288));

    private SamplePayloads() {}

    static Map<EventTypes, EventPayload> all() {
        return Map.ofEntries(
                Map.entry(
                        EventTypes.SIGNATURE_ASKED,
                        new SignRequestedEvent.SignatureAsked(
                                REQUEST,
                                "demo",
                                "Công ty Demo",
                                SIGNER,
                                CERTIFICATE,
                                "B-LT",
                                "Tôi đồng ý",
                                "Hà Nội",
                                "42",
                                AT,
                                UNTIL,
                                DOCUMENTS)),
                Map.entry(EventTypes.REMINDED, new SignRequestedEvent.Reminded(REQUEST, AT)),
                Map.entry(EventTypes.CANCEL_ASKED, new SignRequestedEvent.CancelAsked(REQUEST, "Công ty Demo", AT)),
                Map.entry(
                        EventTypes.APPROVAL_REQUESTED,
                        new SessionChangedEvent.ApprovalRequested(
                                REQUEST,
                                "demo",
                                "Công ty Demo",
                                SIGNER,
                                "c-7d2f",
                                CERTIFICATE,
                                "54A3B1",
                                "Nguyễn Văn Ấn",
                                "Kyso Issuing CA",
                                "ES256",
                                "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
                                "sign.example",
                                true,
                                "B-LT",
                                "Tôi đồng ý",
                                "Hà Nội",
                                AT,
                                UNTIL,
                                List.of("cGFzc2tleS0x"),
                                DOCUMENTS)),
                Map.entry(EventTypes.REMINDER_DUE, new SessionChangedEvent.ReminderDue(REQUEST, AT)),
                Map.entry(
                        EventTypes.ANSWER_REFUSED,
                        new SessionChangedEvent.AnswerRefused(REQUEST, DEVICE, "approval-altered", AT)),
                Map.entry(
                        EventTypes.APPROVAL_ACCEPTED,
                        new SessionChangedEvent.ApprovalAccepted(REQUEST, "cGFzc2tleS0x", "Điện thoại của Ấn", AT)),
                Map.entry(
                        EventTypes.CLOSED_WITHOUT_SIGNATURE,
                        new SessionChangedEvent.ClosedWithoutSignature(
                                REQUEST, SessionChangedEvent.Outcome.DECLINED, "declined", "Sai số tiền", AT)),
                Map.entry(
                        EventTypes.NOTIFICATION_SENT,
                        new SignerReachedEvent.NotificationSent(REQUEST, "web-push", "Điện thoại của Ấn", AT)),
                Map.entry(
                        EventTypes.REQUEST_OPENED,
                        new SignerReachedEvent.RequestOpened(REQUEST, "Điện thoại của Ấn", AT)),
                Map.entry(EventTypes.NO_DEVICE, new SignerReachedEvent.NoDevice(REQUEST, AT)),
                Map.entry(
                        EventTypes.APPROVAL_GIVEN,
                        new ApprovalReceivedEvent.ApprovalGiven(
                                REQUEST,
                                SIGNER,
                                DEVICE,
                                "cGFzc2tleS0x",
                                "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0",
                                "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAA",
                                "MEQCIAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g",
                                "dXNlci0x",
                                List.of(DOCUMENT),
                                AT)),
                Map.entry(
                        EventTypes.APPROVAL_DECLINED,
                        new ApprovalReceivedEvent.ApprovalDeclined(REQUEST, SIGNER, DEVICE, "Sai số tiền", AT)),
                Map.entry(
                        EventTypes.SIGNATURE_CREATED,
                        new SignatureCreatedEvent.SignatureCreated(
                                REQUEST, DOCUMENT, DIGEST, CERTIFICATE, "MIIBAAYJKoZIhvcNAQcC", AT)),
                Map.entry(
                        EventTypes.SIGNATURE_FAILED,
                        new SignatureCreatedEvent.SignatureFailed(
                                REQUEST, DOCUMENT, "certificate-revoked", "Revoked at 08:14", AT)),
                Map.entry(
                        EventTypes.DOCUMENT_SIGNED,
                        new DocumentSigned(REQUEST, DOCUMENT, 2, DIGEST, 1_048_576, "B-LT", CERTIFICATE, AT)),
                Map.entry(
                        EventTypes.SIGN_REQUEST_FINISHED,
                        new SignRequestFinished(
                                REQUEST,
                                SignRequestFinished.Outcome.PARTLY_SIGNED,
                                9,
                                1,
                                Map.of("timestamp-unavailable", 1),
                                AT)),
                Map.entry(
                        EventTypes.CERTIFICATE_STATE,
                        new CertificateState(
                                CERTIFICATE,
                                "54A3B1",
                                SIGNER,
                                "c-7d2f",
                                "Nguyễn Văn Ấn",
                                "Kyso Issuing CA",
                                "p256",
                                Instant.parse("2026-01-01T00:00:00Z"),
                                Instant.parse("2029-01-01T00:00:00Z"),
                                CertificateState.Status.GOOD,
                                List.of("MIIB", "MIIC", "MIID"),
                                "MIIE",
                                AT)),
                Map.entry(EventTypes.TRUST_ANCHOR_STATE, new TrustAnchorState("Kyso Root CA", "MIID", AT)),
                Map.entry(
                        EventTypes.AUTHENTICATOR_STATE,
                        new AuthenticatorState(
                                DEVICE,
                                SIGNER,
                                "Điện thoại của Ấn",
                                "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I",
                                AuthenticatorState.Status.BOUND,
                                AT)));
    }
}
