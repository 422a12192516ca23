package vn.kyso.document.verification;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.cades.Certificates;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.document.document.FileName;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.Requester;
import vn.kyso.frame.RequesterApi;

/// Who signed a PDF, when, and whether it holds.
@RestController
@RequesterApi(scope = "documents:write")
class VerificationController {
    private static final int MOST_ANCHORS = 4;

    private final VerifyPdf verify;
    private final InstantSource clock;

    VerificationController(VerifyPdf verify, InstantSource clock) {
        this.verify = verify;
        this.clock = clock;
    }

    /// Nothing of any tenant is looked at or kept; whose the call is decides about its place alone.
    @PostMapping(
            path = "/v1/verifications",
            consumes = MediaType.APPLICATION_PDF_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                                            schema = @Schema(type = "string", format = "binary"))))
    VerificationView verify(
            Requester requester,
            @RequestHeader(name = HttpHeaders.CONTENT_DISPOSITION, required = false) @Nullable String disposition,
            @RequestHeader(name = "Kyso-Trust", required = false) @Nullable String trust,
            HttpServletRequest request)
            throws IOException {
        List<X509Certificate> further = anchors(trust);
        VerifyPdf.Verified verified =
                verify.verify(requester.tenant(), request.getInputStream(), request.getContentLengthLong(), further);
        return VerificationView.of(
                disposition == null ? null : FileName.from(disposition),
                clock.instant(),
                verified.verification(),
                verified.configured());
    }

    private static List<X509Certificate> anchors(@Nullable String header) {
        List<X509Certificate> anchors = new ArrayList<>();
        if (header == null || header.isBlank()) {
            return anchors;
        }
        String[] parts = header.split(",", -1);
        if (parts.length > MOST_ANCHORS) {
            throw refused("at most " + MOST_ANCHORS + " certificates");
        }
        for (String part : parts) {
            try {
                anchors.add(Certificates.parse(Base64.getUrlDecoder().decode(part.strip())));
            } catch (IllegalArgumentException e) {
                throw refused("certificates as base64url of their DER, with commas between them");
            }
        }
        return anchors;
    }

    private static ProblemException refused(String wanted) {
        return new ProblemException(ProblemType.MALFORMED_REQUEST, "Kyso-Trust takes " + wanted);
    }
}
