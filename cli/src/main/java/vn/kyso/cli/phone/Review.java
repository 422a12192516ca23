package vn.kyso.cli.phone;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.kyso.approval.Challenge;
import vn.kyso.approval.ChallengeDocument;
import vn.kyso.approval.PreparedByteRange;
import vn.kyso.approval.PreparedPdfRefusedException;
import vn.kyso.cli.http.Json;
import vn.kyso.cli.http.UnavailableException;

/// Step 6 of the signing cycle: what is asked, with each document's digest computed here from the bytes that
/// would be signed.
///
/// @param request as the inbox gives it
record Review(JsonNode request, List<Seen> documents) {
    Review {
        documents = List.copyOf(documents);
    }

    /// A document as this phone read it.
    ///
    /// @param fault why it must not be signed; null where the bytes have the digest that was asked for
    record Seen(
            String id,
            String name,
            long size,
            String digest,
            @Nullable String fault) {}

    /// Reads every document of the request.
    static Review of(PhoneApi api, JsonNode request) {
        List<Seen> seen = new ArrayList<>();
        for (JsonNode document : request.path("documents")) {
            seen.add(read(api, Json.text(request, "requestId"), document));
        }
        return new Review(request, seen);
    }

    boolean holds() {
        return !documents.isEmpty() && documents.stream().allMatch(d -> d.fault() == null);
    }

    boolean needsMatchCode() {
        return request.path("matchCodeRequired").asBoolean(true);
    }

    Instant deadline() {
        return Instant.parse(Json.text(request, "approveUntil"));
    }

    /// What the passkey signs.
    ///
    /// @param matchCode as typed; null where none is asked for
    Challenge challenge(@Nullable String matchCode) {
        return new Challenge(
                Json.text(request, "rpId"),
                Json.text(request, "tenant"),
                Json.text(request, "requester"),
                Json.text(request, "requestId"),
                Json.text(request, "nonce"),
                Json.text(request, "signer"),
                Json.text(request, "credentialId"),
                Json.text(request, "certificateDigest"),
                Json.text(request, "algorithm"),
                deadline(),
                matchCode,
                documents.stream()
                        .map(d -> new ChallengeDocument(d.id(), d.name(), d.digest(), true))
                        .toList());
    }

    private static Seen read(PhoneApi api, String requestId, JsonNode document) {
        String id = Json.text(document, "documentId");
        String name = Json.text(document, "name");
        try (Counted bytes = new Counted(api.prepared(requestId, id))) {
            PreparedByteRange range = PreparedByteRange.of(bytes);
            String fault = range.digest().equals(Json.text(document, "digest"))
                    ? null
                    : "its bytes have another digest than the one to be signed";
            return new Seen(id, name, bytes.count, range.digest(), fault);
        } catch (PreparedPdfRefusedException e) {
            return new Seen(
                    id, name, 0, "", e.getMessage() == null ? "it is not prepared for a signature" : e.getMessage());
        } catch (IOException e) {
            throw new UnavailableException("The document " + name + " could not be read to its end", e);
        }
    }

    private static final class Counted extends FilterInputStream {
        private long count;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count += Math.max(read, 0);
            return read;
        }
    }
}
