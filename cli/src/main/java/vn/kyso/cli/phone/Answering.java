package vn.kyso.cli.phone;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vn.kyso.approval.Challenge;
import vn.kyso.approval.authenticator.Passkey;
import vn.kyso.approval.authenticator.SoftwareAuthenticator;
import vn.kyso.cli.Console;
import vn.kyso.cli.ExitCodes;
import vn.kyso.cli.http.EventStream;
import vn.kyso.cli.http.Json;
import vn.kyso.cli.http.ProblemAnswerException;
import vn.kyso.cli.http.UnavailableException;

/// Steps 6 and 7 of the signing cycle, for one request after another. New ones arrive by the event stream, and by
/// asking
/// now and then in case the stream is silent.
final class Answering {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(5);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration OUTCOME_LIMIT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final PhoneApi api;
    private final Passkey passkey;
    private final SoftwareAuthenticator authenticator;
    private final Signer signer;
    private final Console console;
    private final InstantSource clock = InstantSource.system();
    private final LinkedBlockingQueue<EventStream.Event> events = new LinkedBlockingQueue<>();
    private final Set<String> answered = new HashSet<>();

    Answering(PhoneApi api, Passkey passkey, SoftwareAuthenticator authenticator, Signer signer, Console console) {
        this.api = api;
        this.passkey = passkey;
        this.authenticator = authenticator;
        this.signer = signer;
        this.console = console;
    }

    /// Answers one request and says what came of it.
    ///
    /// @return the exit code
    int once() {
        try (EventStream _ = api.events(events::add)) {
            while (true) {
                for (JsonNode open : api.openRequests()) {
                    return answer(Json.text(open, "requestId"), true);
                }
                waitForEvent();
            }
        }
    }

    /// Answers whatever comes, until the process ends.
    int forEver() {
        boolean reachable = true;
        try (EventStream _ = api.events(events::add)) {
            while (true) {
                try {
                    answerOpenOnes();
                    reachable = true;
                } catch (UnavailableException e) {
                    if (reachable) {
                        console.say("kyso: " + e.getMessage() + " Trying again.");
                    }
                    reachable = false;
                }
                tellWhatHappened(waitForEvent());
            }
        }
    }

    private void answerOpenOnes() {
        for (JsonNode open : api.openRequests()) {
            String id = Json.text(open, "requestId");
            if (!answered.contains(id)) {
                answer(id, false);
            }
        }
    }

    private int answer(String id, boolean waitForOutcome) {
        answered.add(id);
        JsonNode request = api.request(id);
        if (!Json.text(request, "state").equals("open")) {
            return ExitCodes.DONE;
        }
        Review review = Review.of(api, request);
        signer.show(review, clock.instant());
        return switch (signer.decide(review)) {
            case Signer.Decision.Leave leave -> {
                console.say("kyso: left request " + id + " unanswered: " + leave.why());
                yield ExitCodes.USAGE;
            }
            case Signer.Decision.Decline decline -> {
                ObjectNode body = Json.object().put("decision", "decline");
                body.put("reason", decline.reason().isEmpty() ? null : decline.reason());
                int sent = send(
                        id,
                        body,
                        "Declined request " + id + (decline.reason().isEmpty() ? "" : ": " + decline.reason()));
                yield review.holds() ? sent : ExitCodes.REFUSED;
            }
            case Signer.Decision.Approve approve -> {
                int sent = send(id, approval(review, approve.matchCode()), "Approved request " + id);
                yield sent == ExitCodes.DONE && waitForOutcome ? outcome(id) : sent;
            }
        };
    }

    private ObjectNode approval(Review review, @Nullable String matchCode) {
        Challenge challenge = review.challenge(matchCode);
        ObjectNode body = Json.object().put("decision", "approve");
        body.set(
                "assertion",
                JSON.valueToTree(SoftwareAuthenticator.response(authenticator.get(passkey, challenge.digest(), true))));
        ArrayNode opened = body.putArray("openedDocuments");
        review.documents().forEach(d -> opened.add(d.id()));
        return body;
    }

    private int send(String id, JsonNode decision, String done) {
        try {
            api.decide(id, decision);
            console.print(done);
            return ExitCodes.DONE;
        } catch (ProblemAnswerException e) {
            console.say("kyso: " + e.getMessage());
            return ExitCodes.ofReason(e.code());
        }
    }

    /// Whether the approval counted is the signing-service's to say; the inbox shows its word.
    private int outcome(String id) {
        Instant end = clock.instant().plus(OUTCOME_LIMIT);
        while (clock.instant().isBefore(end)) {
            JsonNode request = api.request(id);
            switch (Json.text(request, "state")) {
                case "approved" -> {
                    console.print("The approval counts.");
                    return ExitCodes.DONE;
                }
                case "closed" -> {
                    return closed(Json.text(request, "closedReason"));
                }
                default -> {
                    String refused = Json.text(request, "answerRefused");
                    if (!refused.isEmpty()) {
                        console.say("kyso: the answer did not count: " + refused);
                        return ExitCodes.ofReason(refused);
                    }
                    poll(LOOK_AGAIN);
                }
            }
        }
        throw new UnavailableException("Nothing came of the answer within " + OUTCOME_LIMIT.toSeconds() + " s.");
    }

    private int closed(String reason) {
        if (reason.isEmpty()) {
            console.print("The request is finished.");
            return ExitCodes.DONE;
        }
        console.say("kyso: the request was closed: " + reason);
        return ExitCodes.ofReason(reason);
    }

    private void tellWhatHappened(EventStream.@Nullable Event event) {
        if (event == null || event.type().equals("request")) {
            return;
        }
        JsonNode data = Json.read(event.data());
        if (event.type().equals("device-bound")) {
            tellOfDevice(data);
            return;
        }
        String id = Json.text(data, "requestId");
        if (answered.contains(id)) {
            String reason = Json.text(data, event.type().equals("closed") ? "closedReason" : "answerRefused");
            console.print("Request " + id + ": " + event.type() + (reason.isEmpty() ? "" : " (" + reason + ")"));
            if (event.type().equals("answer-refused") && signer.isAsked()) {
                answered.remove(id);
            }
        }
    }

    private void tellOfDevice(JsonNode device) {
        if (Json.text(device, "status").equals("bound")) {
            console.say("kyso: another device can sign for you: '" + Json.text(device, "name") + "', bound "
                    + Json.text(device, "boundAt") + ". If that was not you, revoke it in the app, or have it revoked:"
                    + " ./kyso devices USER --revoke " + Json.text(device, "deviceId"));
        }
    }

    private EventStream.@Nullable Event waitForEvent() {
        return poll(ASK_AGAIN);
    }

    private EventStream.@Nullable Event poll(Duration atMost) {
        try {
            return events.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while waiting for requests", e);
        }
    }
}
