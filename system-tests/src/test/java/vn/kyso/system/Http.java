package vn.kyso.system;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One client for all calls of these tests.
public final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    private static final Pattern CONTENT_LENGTH =
            Pattern.compile("\r\ncontent-length: ([0-9]{1,6})\r\n", Pattern.CASE_INSENSITIVE);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Http() {}

    public static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<byte[]> response =
                    CLIENT.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// An answer whose body is read as it comes, by whoever closes it.
    static HttpResponse<InputStream> open(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Sends a request's head alone: the body that it announces never follows.
    static Answer sendHead(URI address, String method, Map<String, String> headers) {
        StringBuilder head = new StringBuilder(method + " " + address.getRawPath() + " HTTP/1.1\r\n");
        head.append("Host: ").append(address.getAuthority()).append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("Connection: close\r\n\r\n");
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.US_ASCII));
            return answer(untilItEnds(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The connection stays open after it: the server would still take the body.
    private static String untilItEnds(InputStream in) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            read.write(buffer, 0, count);
            String text = read.toString(StandardCharsets.UTF_8);
            Matcher length = CONTENT_LENGTH.matcher(text);
            int head = text.indexOf("\r\n\r\n") + 4;
            if (text.endsWith("\r\n0\r\n\r\n")
                    || head > 3 && length.find() && read.size() >= head + Integer.parseInt(length.group(1))) {
                return text;
            }
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /// From the text of a whole answer.
    private static Answer answer(String text) {
        int end = text.indexOf("\r\n\r\n");
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(": ", 2);
            headers.computeIfAbsent(header[0], _ -> new ArrayList<>()).add(header[1]);
        }
        HttpHeaders read = HttpHeaders.of(headers, (_, _) -> true);
        String body = text.substring(end + 4);
        if (read.firstValue("Transfer-Encoding").isPresent()) {
            // Small enough for one chunk: its size, itself, and the last, empty one.
            body = body.substring(body.indexOf("\r\n") + 2, body.lastIndexOf("\r\n0\r\n"));
        }
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), read, body.getBytes(StandardCharsets.UTF_8));
    }
}
