package vn.kyso.document.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The body of `POST /v1/sign-requests` as it comes: anything may be missing.
record AskBody(
        @Nullable List<@Nullable Item> documents,
        @Nullable Signer signer,
        @Nullable String certificateSerial,
        @Nullable String level,
        @Nullable String reason,
        @Nullable String location,
        @Nullable Shown stamp,
        @Nullable String validFor,
        @Nullable Boolean matchCode) {
    record Item(@Nullable String id, @Nullable Place placement) {}

    record Signer(@Nullable String userId) {}

    /// One of three: page with rectangle, field, or invisible.
    record Place(
            @Nullable Integer page,
            @Nullable Double x,
            @Nullable Double y,
            @Nullable Double width,
            @Nullable Double height,
            @Nullable String field,
            @Nullable Boolean invisible) {}

    /// What a stamp shows.
    ///
    /// @param picture id of one of the tenant's pictures
    record Shown(
            @Nullable Boolean name,
            @Nullable Boolean time,
            @Nullable Boolean reason,
            @Nullable Boolean location,
            @Nullable Boolean serial,
            @Nullable String picture) {}
}
