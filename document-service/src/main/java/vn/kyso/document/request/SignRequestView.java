package vn.kyso.document.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.event.SignRequestFinished;
import vn.kyso.document.progress.TimelineEntry;

/// A sign request as requesters read it.
record SignRequestView(
        String id,
        String state,
        @Nullable String outcome,
        @Nullable String reason,
        @Nullable String detail,
        String requester,
        Signer signer,
        Certificate certificate,
        String level,
        @JsonProperty("reason_text") @Nullable String reasonText,
        @Nullable String location,
        Instant createdAt,
        Instant expiresAt,
        @Nullable String matchCode,
        List<Item> documents,
        List<TimelineEntry> timeline) {
    record Signer(String userId) {}

    record Certificate(String serial, String holder, String issuer) {
        static Certificate of(SignRequest r) {
            return new Certificate(r.certificateSerial(), r.certificateHolder(), r.certificateIssuer());
        }
    }

    record Item(
            String id,
            String name,
            String state,
            @Nullable String reason,
            @Nullable String detail,
            @Nullable Integer revision,
            @Nullable String sha256,
            @Nullable Long size) {
        static Item of(RequestDocument d) {
            return new Item(
                    d.document().toString(),
                    d.name(),
                    d.state(),
                    d.reason(),
                    d.detail(),
                    d.revision(),
                    d.sha256() == null ? null : d.sha256().value(),
                    d.size());
        }
    }

    static SignRequestView of(SignRequest r, List<RequestDocument> documents, List<TimelineEntry> timeline) {
        return new SignRequestView(
                r.id().toString(),
                r.state().wire(),
                r.outcome(),
                r.outcomeReason(),
                r.outcomeDetail(),
                r.requester(),
                new Signer(r.userId()),
                Certificate.of(r),
                r.level().wire(),
                r.reason(),
                r.location(),
                r.createdAt(),
                r.expiresAt(),
                // Once nothing is to be typed any more, it is nobody's business.
                r.state() == SignRequestState.FINISHED ? null : r.matchCode(),
                documents.stream().map(Item::of).toList(),
                timeline);
    }

    static String wire(SignRequestFinished.Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A request in a list: without its documents and timeline, of which there may be a thousand.
    record Listed(
            String id,
            String state,
            @Nullable String outcome,
            @Nullable String reason,
            String requester,
            Signer signer,
            Certificate certificate,
            String level,
            Instant createdAt,
            Instant expiresAt,
            int documentCount,
            String firstName) {
        static Listed of(SignRequest r, int documentCount, String firstName) {
            return new Listed(
                    r.id().toString(),
                    r.state().wire(),
                    r.outcome(),
                    r.outcomeReason(),
                    r.requester(),
                    new Signer(r.userId()),
                    Certificate.of(r),
                    r.level().wire(),
                    r.createdAt(),
                    r.expiresAt(),
                    documentCount,
                    firstName);
        }
    }
}
