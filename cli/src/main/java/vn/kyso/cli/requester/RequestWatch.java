package vn.kyso.cli.requester;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import vn.kyso.cli.http.EventStream;
import vn.kyso.cli.http.Json;
import vn.kyso.cli.http.UnavailableException;

/// Waits for a request's end. The event stream tells at once; as streams can hang silently, the state is also
/// asked for from time to time, and short outages of the service are waited out.
final class RequestWatch {
    private static final Duration REFRESH = Duration.ofMillis(250);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(4);
    /// How long after the deadline the service may take to say what became of the request.
    private static final Duration GRACE = Duration.ofSeconds(60);

    private final RequesterApi api;
    private final StepTeller teller;
    private final InstantSource clock;
    private final LinkedBlockingQueue<JsonNode> entries = new LinkedBlockingQueue<>();
    private int lastSequence;

    RequestWatch(RequesterApi api, StepTeller teller, InstantSource clock) {
        this.api = api;
        this.teller = teller;
        this.clock = clock;
    }

    /// @param deadline when we stop waiting for an approval and take the request back
    /// @throws UnavailableException if the service does not say what became of it
    JsonNode untilFinished(JsonNode request, Instant deadline) {
        String id = Json.text(request, "id");
        try (EventStream _ = api.events(id, event -> {
            JsonNode entry = Json.read(event.data());
            entries.add(entry);
            return !event.type().equals("finished");
        })) {
            return follow(request, id, deadline);
        }
    }

    private JsonNode follow(JsonNode request, String id, Instant deadline) {
        Instant askAt = clock.instant().plus(ASK_AGAIN);
        boolean takenBack = false;
        while (true) {
            JsonNode entry = next();
            if (entry != null) {
                tell(entry);
            }
            Instant now = clock.instant();
            boolean finished = entry != null && Json.text(entry, "type").equals("finished");
            if (finished || now.isAfter(askAt)) {
                askAt = now.plus(ASK_AGAIN);
                JsonNode state = state(id, now.isAfter(deadline.plus(GRACE)));
                if (state != null && Json.text(state, "state").equals("finished")) {
                    return state;
                }
            }
            if (now.isAfter(deadline) && !takenBack) {
                takenBack = true;
                SignDocuments.cancelQuietly(api, id);
            }
            if (now.isAfter(deadline.plus(GRACE))) {
                throw new UnavailableException(
                        "Request " + id + " has no end within " + GRACE.toSeconds() + " s after its time ran out.");
            }
            teller.waiting(request, SignDocuments.left(now, deadline));
        }
    }

    private void tell(JsonNode entry) {
        int sequence = entry.path("sequence").asInt(0);
        if (sequence == 0 || sequence > lastSequence) {
            lastSequence = Math.max(sequence, lastSequence);
            teller.happened(entry);
        }
    }

    private @Nullable JsonNode state(String id, boolean lastTry) {
        try {
            return api.request(id);
        } catch (UnavailableException e) {
            if (lastTry) {
                throw e;
            }
            return null;
        }
    }

    private @Nullable JsonNode next() {
        try {
            return entries.poll(REFRESH.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("Interrupted while waiting for the signer", e);
        }
    }
}
