package vn.kyso.certificate.timestamp;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.frame.PublicApi;

/// RFC 3161 over HTTP (3.4).
@RestController
@PublicApi
class TimestampController {
    private static final MediaType REPLY = new MediaType("application", "timestamp-reply");
    /// A request has about a hundred bytes; a policy and a nonce of any sane size fit.
    private static final int LONGEST = 4096;

    private final TimestampAuthority authority;

    TimestampController(TimestampAuthority authority) {
        this.authority = authority;
    }

    @PostMapping(value = "/pki/tsa", consumes = "application/timestamp-query")
    ResponseEntity<byte[]> stamp(HttpServletRequest request) throws IOException {
        byte[] query = request.getInputStream().readNBytes(LONGEST + 1);
        byte[] answer = query.length > LONGEST ? authority.tooLong() : authority.answer(query);
        return ResponseEntity.ok()
                .contentType(REPLY)
                .cacheControl(CacheControl.noStore())
                .body(answer);
    }
}
