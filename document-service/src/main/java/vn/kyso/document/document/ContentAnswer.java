package vn.kyso.document.document;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;

/// Answers GET and HEAD for a file that never changes under its entity tag (RFC 9110): whole or one range, `If-Range`,
/// `If-None-Match`, 416.
public final class ContentAnswer {
    private ContentAnswer() {}

    /// @param entityTag opaque, without quotes: the digest of the bytes, or what stands for it
    public static void write(
            HttpServletRequest request,
            HttpServletResponse response,
            RevisionContent content,
            String entityTag,
            String fileName)
            throws IOException {
        String tag = "\"" + entityTag + "\"";
        response.setHeader(HttpHeaders.ETAG, tag);
        response.setHeader(HttpHeaders.ACCEPT_RANGES, "bytes");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        if (matches(header(request, HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        switch (range(request, content.size(), tag)) {
            case ByteRangeSpec.Unsatisfiable ignored -> {
                response.setHeader(HttpHeaders.CONTENT_RANGE, "bytes */" + content.size());
                throw new ProblemException(
                        ProblemType.RANGE_NOT_SATISFIABLE, "The file has " + content.size() + " bytes");
            }
            case ByteRangeSpec.Whole ignored -> {
                describe(response, fileName, content.size());
                send(request, response, content, 0, content.size());
            }
            case ByteRangeSpec.Part part -> {
                response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
                response.setHeader(
                        HttpHeaders.CONTENT_RANGE, "bytes " + part.first() + "-" + part.last() + "/" + content.size());
                describe(response, fileName, part.length());
                send(request, response, content, part.first(), part.length());
            }
        }
    }

    private static ByteRangeSpec range(HttpServletRequest request, long size, String tag) {
        // Range means something for GET alone (14.2); If-Range needs a strong match (13.1.5), and there are no dates.
        Optional<String> condition = header(request, HttpHeaders.IF_RANGE);
        if (!request.getMethod().equals("GET")
                || condition.isPresent() && !condition.get().strip().equals(tag)) {
            return new ByteRangeSpec.Whole();
        }
        return ByteRangeSpec.parse(header(request, HttpHeaders.RANGE), size);
    }

    private static boolean matches(Optional<String> condition, String tag) {
        return condition.isPresent()
                && Arrays.stream(condition.get().split(","))
                        .map(String::strip)
                        .anyMatch(t -> t.equals("*") || t.equals(tag) || t.equals("W/" + tag));
    }

    private static void describe(HttpServletResponse response, String fileName, long length) {
        response.setContentType("application/pdf");
        response.setContentLengthLong(length);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(fileName, StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }

    private static void send(
            HttpServletRequest request, HttpServletResponse response, RevisionContent content, long from, long length)
            throws IOException {
        if (!request.getMethod().equals("HEAD")) {
            content.writeTo(response.getOutputStream(), from, length);
        }
    }

    private static Optional<String> header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name));
    }
}
