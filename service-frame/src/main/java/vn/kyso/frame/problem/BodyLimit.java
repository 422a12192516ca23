package vn.kyso.frame.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;
import vn.kyso.contracts.problem.ProblemType;

/// Bounds every body: those that are read into memory by one limit, files (`application/pdf`), which are
/// streamed, by another. Where no limit for files is set, whoever takes them bounds them, and a handler that
/// doesn't take them refuses their media type unread.
final class BodyLimit extends OncePerRequestFilter {
    private final ProblemConfiguration.Limits limits;

    BodyLimit(ProblemConfiguration.Limits limits) {
        this.limits = limits;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String type = request.getContentType();
        boolean file = type != null && type.regionMatches(true, 0, MediaType.APPLICATION_PDF_VALUE, 0, 15);
        DataSize limit = file ? limits.maxFileSize() : limits.maxBodySize();
        ProblemType problem = file ? ProblemType.DOCUMENT_TOO_LARGE : ProblemType.REQUEST_TOO_LARGE;
        chain.doFilter(limit == null ? request : new Bounded(request, problem, limit.toBytes()), response);
    }

    private static final class Bounded extends HttpServletRequestWrapper {
        private final ProblemType problem;
        private final long limit;

        Bounded(HttpServletRequest request, ProblemType problem, long limit) {
            super(request);
            this.problem = problem;
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (getContentLengthLong() > limit) {
                throw new RequestTooLargeException(problem, limit);
            }
            return new BoundedStream(super.getInputStream(), problem, limit);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class BoundedStream extends ServletInputStream {
        private final ServletInputStream source;
        private final ProblemType problem;
        private final long limit;
        private long read;

        BoundedStream(ServletInputStream source, ProblemType problem, long limit) {
            this.source = source;
            this.problem = problem;
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int value = source.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = source.read(buffer, offset, length);
            count(Math.max(count, 0));
            return count;
        }

        private void count(int bytes) throws RequestTooLargeException {
            read += bytes;
            if (read > limit) {
                throw new RequestTooLargeException(problem, limit);
            }
        }

        @Override
        public int available() throws IOException {
            return source.available();
        }

        @Override
        public void close() throws IOException {
            source.close();
        }

        @Override
        public boolean isFinished() {
            return source.isFinished();
        }

        @Override
        public boolean isReady() {
            return source.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            source.setReadListener(listener);
        }
    }
}
