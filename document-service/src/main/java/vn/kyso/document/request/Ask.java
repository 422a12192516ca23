package vn.kyso.document.request;

import java.text.Normalizer;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.contracts.signer.UserId;
import vn.kyso.document.document.DocumentId;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.settings.UserIdSettings;
import vn.kyso.pades.Placement;
import vn.kyso.pades.Rectangle;

/// What is asked for, every field looked at; whether it can be done shows later.
///
/// @param items one to a thousand, each document once
record Ask(
        List<Item> items,
        UserId signer,
        @Nullable String certificateSerial,
        PadesLevel level,
        @Nullable String reason,
        @Nullable String location,
        Shown stamp,
        Duration validFor,
        boolean withMatchCode) {
    static final int MAX_DOCUMENTS = 1_000;
    private static final Duration SHORTEST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration USUAL = Duration.ofMinutes(5);
    private static final int LONGEST_TEXT = 200;

    record Item(DocumentId document, Placement placement) {}

    /// Which lines a stamp has, and which picture.
    record Shown(
            boolean name,
            boolean time,
            boolean reason,
            boolean location,
            boolean serial,
            @Nullable UUID picture) {
        /// The rectangle is left empty.
        boolean isEmpty() {
            return !name && !time && !reason && !location && !serial && picture == null;
        }
    }

    static Ask of(AskBody body, UserIdSettings userIds) {
        return new Ask(
                items(body.documents()),
                signer(body.signer(), userIds),
                serial(body.certificateSerial()),
                level(body.level()),
                text("reason", body.reason()),
                text("location", body.location()),
                shown(body.stamp()),
                validFor(body.validFor()),
                body.matchCode() == null || body.matchCode());
    }

    private static List<Item> items(@Nullable List<AskBody.@Nullable Item> sent) {
        if (sent == null || sent.isEmpty() || sent.size() > MAX_DOCUMENTS) {
            throw new ProblemException(
                    ProblemType.TOO_MANY_DOCUMENTS, "Name 1 to " + MAX_DOCUMENTS + " documents in `documents`");
        }
        List<Item> items = new ArrayList<>(sent.size());
        Set<DocumentId> seen = new HashSet<>();
        for (int i = 0; i < sent.size(); i++) {
            String field = "documents[" + i + "]";
            AskBody.Item item = sent.get(i);
            String sentId = item == null ? null : item.id();
            if (item == null || sentId == null) {
                throw invalid(field + ".id", "Name a document by its id");
            }
            DocumentId id = DocumentId.parse(sentId)
                    .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such document")
                            .with("documentId", sentId));
            if (!seen.add(id)) {
                throw invalid(field + ".id", "A document can be signed once per request");
            }
            items.add(new Item(id, placement(field + ".placement", item.placement())));
        }
        return List.copyOf(items);
    }

    private static Placement placement(String field, AskBody.@Nullable Place place) {
        if (place == null) {
            throw invalid(field, "Say where the signature goes: page and rectangle, a field, or invisible");
        }
        boolean onPage = place.page() != null
                || place.x() != null
                || place.y() != null
                || place.width() != null
                || place.height() != null;
        boolean invisible = place.invisible() != null && place.invisible();
        if ((onPage ? 1 : 0) + (place.field() != null ? 1 : 0) + (invisible ? 1 : 0) != 1) {
            throw invalid(field, "Give exactly one of: page and rectangle, field, invisible");
        }
        if (invisible) {
            return Placement.invisible();
        }
        if (place.field() != null) {
            return Placement.inField(place.field());
        }
        if (place.page() == null
                || place.x() == null
                || place.y() == null
                || place.width() == null
                || place.height() == null) {
            throw invalid(field, "A place on a page needs page, x, y, width and height");
        }
        try {
            return Placement.onPage(place.page(), new Rectangle(place.x(), place.y(), place.width(), place.height()));
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                            ProblemType.RECTANGLE_OUTSIDE_PAGE, "The rectangle has numbers that no page has", e)
                    .with("field", field);
        }
    }

    private static UserId signer(AskBody.@Nullable Signer signer, UserIdSettings userIds) {
        if (signer == null || signer.userId() == null) {
            throw invalid("signer.userId", "Name the signer by a userID, such as ICA.001099012345");
        }
        return userIds.require(signer.userId());
    }

    private static @Nullable String serial(@Nullable String serial) {
        if (serial != null && !serial.matches("[0-9a-fA-F: ]{1,80}")) {
            throw invalid("certificateSerial", "A serial is hexadecimal");
        }
        return serial;
    }

    private static PadesLevel level(@Nullable String level) {
        return level == null
                ? PadesLevel.B_T
                : PadesLevel.of(level).orElseThrow(() -> invalid("level", "`level` is B-B, B-T, B-LT or B-LTA"));
    }

    private static @Nullable String text(String field, @Nullable String sent) {
        if (sent == null || sent.isBlank()) {
            return null;
        }
        String text = Normalizer.normalize(sent.strip(), Normalizer.Form.NFC);
        if (text.length() > LONGEST_TEXT || text.codePoints().anyMatch(Ask::unseen)) {
            throw invalid(field, "At most " + LONGEST_TEXT + " characters on one line, all of them visible");
        }
        return text;
    }

    private static boolean unseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static Shown shown(AskBody.@Nullable Shown stamp) {
        return stamp == null
                ? new Shown(true, true, true, true, false, null)
                : new Shown(
                        isTrue(stamp.name()),
                        isTrue(stamp.time()),
                        isTrue(stamp.reason()),
                        isTrue(stamp.location()),
                        isTrue(stamp.serial()),
                        picture(stamp.picture()));
    }

    private static @Nullable UUID picture(@Nullable String id) {
        return id == null
                ? null
                : DocumentId.parse(id)
                        .map(DocumentId::value)
                        .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "There is no such picture")
                                .with("pictureId", id));
    }

    private static boolean isTrue(@Nullable Boolean value) {
        return value != null && value;
    }

    private static Duration validFor(@Nullable String sent) {
        if (sent == null) {
            return USUAL;
        }
        try {
            Duration validFor = Duration.parse(sent);
            if (validFor.compareTo(SHORTEST) >= 0 && validFor.compareTo(LONGEST) <= 0) {
                return validFor;
            }
            throw invalid("validFor", "`validFor` is " + SHORTEST + " to " + LONGEST);
        } catch (DateTimeParseException e) {
            throw new ProblemException(ProblemType.INVALID_FIELD, "`validFor` is an ISO 8601 duration, such as PT5M", e)
                    .with("field", "validFor");
        }
    }

    private static ProblemException invalid(String field, String detail) {
        return new ProblemException(ProblemType.INVALID_FIELD, detail).with("field", field);
    }
}
