package vn.kyso.gateway.route;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.server.mvc.common.MvcUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/// How answers stream through. An event stream begins when its service says so and not with the first event,
/// which may be minutes away. And when the reader goes away the service is let go at once: the client that reads
/// from it would otherwise read an abandoned answer to its end, which an event stream doesn't have.
record AnswerStreams(ServerRequest request, ServerResponse response) implements ServerResponse {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerStreams.class);

    @Override
    public HttpStatusCode statusCode() {
        return response.statusCode();
    }

    @Override
    public HttpHeaders headers() {
        return response.headers();
    }

    @Override
    public MultiValueMap<String, Cookie> cookies() {
        return response.cookies();
    }

    @Override
    public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse to, Context context)
            throws ServletException, IOException {
        return response.writeTo(request, new Watched(to), context);
    }

    private void letGo() {
        InputStream body = MvcUtils.getAttribute(request, MvcUtils.CLIENT_RESPONSE_INPUT_STREAM_ATTR);
        try {
            if (body != null) {
                body.close();
            }
        } catch (IOException e) {
            LOG.debug("A service's answer that nobody reads any more did not close in order", e);
        }
    }

    private final class Watched extends HttpServletResponseWrapper {
        Watched(HttpServletResponse to) {
            super(to);
        }

        /// The headers are complete when the body's stream is asked for.
        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            if (MediaType.TEXT_EVENT_STREAM.isCompatibleWith(headers().getContentType())) {
                flushBuffer();
            }
            return new WatchedStream(super.getOutputStream());
        }
    }

    private final class WatchedStream extends ServletOutputStream {
        private final ServletOutputStream out;

        WatchedStream(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                letGo();
                throw e;
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                letGo();
                throw e;
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }
}
