package vn.kyso.contracts.event;

/// What an event says. Each record's wire name and topic stand in [EventTypes].
public sealed interface EventPayload
        permits SignRequestedEvent,
                SessionChangedEvent,
                SignerReachedEvent,
                ApprovalReceivedEvent,
                SignatureCreatedEvent,
                DocumentSigned,
                SignRequestFinished,
                CertificateState,
                TrustAnchorState,
                AuthenticatorState {}
