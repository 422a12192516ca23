package vn.kyso.cli.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A stream of server-sent events that is opened again after the last event that arrived, until it is closed or its
/// reader has seen what it waits for.
public final class EventStream implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Http http;
    private final URI address;
    private final Authorization who;
    private final Predicate<Event> reader;
    private final Thread thread;
    private volatile boolean closed;
    private volatile @Nullable InputStream open;
    private @Nullable String lastId;

    /// One event.
    public record Event(String type, String data) {}

    private EventStream(Http http, URI address, Authorization who, Predicate<Event> reader) {
        this.http = http;
        this.address = address;
        this.who = who;
        this.reader = reader;
        this.thread = Thread.ofVirtual().name("events").unstarted(this::run);
    }

    /// Reads in the background.
    ///
    /// @param reader is handed each event, on another thread, and answers whether it wants more
    public static EventStream read(Http http, URI address, Authorization who, Predicate<Event> reader) {
        EventStream stream = new EventStream(http, address, who, reader);
        stream.thread.start();
        return stream;
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        InputStream stream = open;
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                closed = true; // what can't be closed is broken, and that ends it as well
            }
        }
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        while (!closed) {
            try {
                if (!readOnce()) {
                    return;
                }
                pause = FIRST_PAUSE;
            } catch (UnavailableException | ProblemAnswerException e) {
                // The stream is a convenience: whoever waits also asks for the state from time to time, and hears the
                // reason from there.
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
            if (!closed && !rest(pause)) {
                return;
            }
        }
    }

    private static boolean rest(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /// @return whether more is wanted
    private boolean readOnce() {
        Map<String, String> headers = new HashMap<>(Map.of("Accept", "text/event-stream"));
        String last = lastId;
        if (last != null) {
            headers.put("Last-Event-ID", last);
        }
        try (InputStream stream = http.open(address, who, headers);
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            open = stream;
            return readEvents(lines);
        } catch (IOException e) {
            return true; // broken off: open again
        } finally {
            open = null;
        }
    }

    private boolean readEvents(BufferedReader lines) throws IOException {
        String type = "message";
        String id = lastId;
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty()) {
                // Only with its blank line has an event arrived whole; what breaks off before comes again.
                lastId = id;
                if (!data.isEmpty() && !reader.test(new Event(type, data.toString()))) {
                    return false;
                }
                type = "message";
                data.setLength(0);
            } else if (line.startsWith("id:")) {
                id = value(line);
            } else if (line.startsWith("event:")) {
                type = value(line);
            } else if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(value(line));
            }
        }
        return true;
    }

    private static String value(String line) {
        String value = line.substring(line.indexOf(':') + 1);
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
