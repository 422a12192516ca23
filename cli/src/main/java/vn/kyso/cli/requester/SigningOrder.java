package vn.kyso.cli.requester;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vn.kyso.cli.http.Json;

/// What is asked of the signer.
///
/// @param patience how long the requester waits for an approval; the request itself lives within the API's limits
record SigningOrder(
        String userId,
        @Nullable String serial,
        Placement placement,
        String level,
        @Nullable String reason,
        @Nullable String location,
        @Nullable Picture picture,
        boolean matchCode,
        Duration patience) {
    private static final Duration SHORTEST = Duration.ofSeconds(30);

    /// A logo or drawn signature in the stamp.
    ///
    /// @param alone without text
    record Picture(Path file, boolean alone) {}

    SigningOrder withSerial(String chosen) {
        return new SigningOrder(userId, chosen, placement, level, reason, location, picture, matchCode, patience);
    }

    /// The body of `POST /v1/sign-requests`.
    ///
    /// @param pictureId of the picture, where one is asked for
    ObjectNode toJson(List<String> documentIds, @Nullable String pictureId) {
        ObjectNode body = Json.object();
        ArrayNode documents = body.putArray("documents");
        for (String id : documentIds) {
            ObjectNode document = documents.addObject();
            document.put("id", id);
            document.set("placement", placement.toJson());
        }
        body.putObject("signer").put("userId", userId);
        body.put("certificateSerial", serial);
        body.put("level", level);
        body.put("reason", reason);
        body.put("location", location);
        if (picture != null) {
            boolean text = !picture.alone();
            body.putObject("stamp")
                    .put("name", text)
                    .put("time", text)
                    .put("reason", text)
                    .put("location", text)
                    .put("picture", pictureId);
        }
        body.put("validFor", (patience.compareTo(SHORTEST) < 0 ? SHORTEST : patience).toString());
        body.put("matchCode", matchCode);
        return body;
    }
}
