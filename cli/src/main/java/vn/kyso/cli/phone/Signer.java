package vn.kyso.cli.phone;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.Console;
import vn.kyso.cli.http.Json;

/// The person before the phone: sees what a phone shows, types the match code, says yes or no. Answers that were
/// given on the command line are not asked for again.
final class Signer {
    private static final Pattern TWO_DIGITS = Pattern.compile("[0-9]{2}");

    private final Console console;
    private final Answer answer;
    private final @Nullable String code;

    /// What the person has said in advance.
    enum Answer {
        ASK,
        APPROVE,
        DECLINE
    }

    /// What was decided about one request.
    sealed interface Decision {
        /// @param matchCode null where none was asked for
        record Approve(@Nullable String matchCode) implements Decision {}

        record Decline(String reason) implements Decision {}

        /// Left as it is: nobody is there to say.
        record Leave(String why) implements Decision {}
    }

    Signer(Console console, Answer answer, @Nullable String code) {
        this.console = console;
        this.answer = answer;
        this.code = code;
    }

    static boolean isMatchCode(String typed) {
        return TWO_DIGITS.matcher(typed).matches();
    }

    /// Whether somebody is there who may answer once more.
    boolean isAsked() {
        return answer == Answer.ASK;
    }

    void show(Review review, Instant now) {
        JsonNode request = review.request();
        Duration left = Duration.between(now, review.deadline());
        console.print("Request " + Json.text(request, "requestId") + " from " + Json.text(request, "requester") + " ("
                + Json.text(request, "tenant") + ")");
        line("reason", Json.text(request, "reason"));
        line("location", Json.text(request, "location"));
        line(
                "certificate",
                Json.text(request, "certificateHolder") + ", serial " + Json.text(request, "certificateSerial")
                        + ", issued by " + Json.text(request, "certificateIssuer"));
        line("level", Json.text(request, "level"));
        line(
                "time left",
                left.isNegative()
                        ? "none"
                        : String.format(Locale.ROOT, "%d:%02d", left.toMinutes(), left.toSecondsPart()));
        for (Review.Seen document : review.documents()) {
            String fault = document.fault();
            line(
                    "document",
                    fault == null
                            ? document.name() + ", " + String.format(Locale.ROOT, "%,d", document.size())
                                    + " bytes, SHA-256 " + document.digest() + ", computed here"
                            : document.name() + ": REFUSED, " + fault);
        }
    }

    Decision decide(Review review) {
        if (!review.holds()) {
            List<String> faults = review.documents().stream()
                    .filter(d -> d.fault() != null)
                    .map(Review.Seen::name)
                    .toList();
            return new Decision.Decline("The phone refused " + String.join(", ", faults));
        }
        return switch (answer) {
            case DECLINE -> new Decision.Decline("");
            case APPROVE -> review.needsMatchCode() ? withCode() : new Decision.Approve(null);
            case ASK -> review.needsMatchCode() && code == null ? withCode() : confirmed(review);
        };
    }

    private Decision withCode() {
        if (code != null) {
            return new Decision.Approve(code);
        }
        Optional<String> typed = console.ask("Match code on the requester's screen (nothing declines): ");
        while (typed.isPresent() && !typed.get().isEmpty() && !isMatchCode(typed.get())) {
            typed = console.ask("The match code is two digits: ");
        }
        return typed.map(t -> t.isEmpty() ? new Decision.Decline("") : new Decision.Approve(t))
                .orElseGet(() -> new Decision.Leave("it needs the match code, and nobody types one"));
    }

    private Decision confirmed(Review review) {
        Optional<String> typed = console.ask("Approve? [y/N] ");
        return typed.map(t -> t.equalsIgnoreCase("y") || t.equalsIgnoreCase("yes")
                        ? new Decision.Approve(review.needsMatchCode() ? code : null)
                        : new Decision.Decline(""))
                .orElseGet(() -> new Decision.Leave("nobody says whether to approve it"));
    }

    private void line(String label, String text) {
        if (!text.isEmpty()) {
            console.print(String.format(Locale.ROOT, "  %-12s %s", label, text));
        }
    }
}
