package vn.kyso.certificate.status;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;
import vn.kyso.cades.Certificates;
import vn.kyso.certificate.authority.CertificationAuthority;
import vn.kyso.certificate.authority.EmbeddedAuthority;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.ProblemException;
import vn.kyso.frame.PublicApi;

/// What verifiers fetch: OCSP (RFC 6960, appendix A), CRLs and the CAs' certificates (RFC 5280, 4.2.1.13 and
/// 4.2.2.1).
@RestController
@PublicApi
class PkiController {
    private static final MediaType OCSP_RESPONSE = new MediaType("application", "ocsp-response");
    private static final MediaType CRL = new MediaType("application", "pkix-crl");
    private static final MediaType CERTIFICATE = new MediaType("application", "pkix-cert");
    private static final MediaType PEM = new MediaType("application", "x-pem-file");
    private static final String OCSP_PATH = "/pki/ocsp/";
    /// RFC 5019, 5: a client whose request would be longer than 255 bytes sends it by POST; some more is taken.
    private static final int LONGEST_PATH = 2048;
    private static final int LONGEST_BODY = 16 * 1024;
    private static final Duration CERTIFICATES_FOR = Duration.ofDays(1);

    private final OcspResponder responder;
    private final RevocationLists lists;
    private final EmbeddedAuthority authority;
    private final StatusProperties properties;
    private final InstantSource clock;

    PkiController(
            OcspResponder responder,
            RevocationLists lists,
            EmbeddedAuthority authority,
            StatusProperties properties,
            InstantSource clock) {
        this.responder = responder;
        this.lists = lists;
        this.authority = authority;
        this.properties = properties;
        this.clock = clock;
    }

    @PostMapping(value = "/pki/ocsp", consumes = "application/ocsp-request")
    ResponseEntity<byte[]> ocsp(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY + 1);
        byte[] answer = responder
                .answer(body.length > LONGEST_BODY ? new byte[0] : body)
                .der();
        return ResponseEntity.ok()
                .contentType(OCSP_RESPONSE)
                .cacheControl(CacheControl.noStore())
                .body(answer);
    }

    /// The request is the rest of the path: base64 whose slashes may or may not be percent-encoded, so it is
    /// read from the address as it was sent.
    @GetMapping("/pki/ocsp/{*encoded}")
    ResponseEntity<byte[]> ocspByGet(HttpServletRequest request) {
        String path = request.getRequestURI();
        String encoded = path.substring(path.indexOf(OCSP_PATH) + OCSP_PATH.length());
        OcspResponder.Answer answer = responder.answer(decode(encoded).orElse(new byte[0]));
        ResponseEntity.BodyBuilder response = ResponseEntity.ok().contentType(OCSP_RESPONSE);
        if (answer.cacheable() == null) {
            return response.cacheControl(CacheControl.noStore()).body(answer.der());
        }
        // RFC 5019, 6.2, but for less long than the answer holds: a revocation shall not come a day late.
        return response.cacheControl(publicly(properties.cacheFor()))
                .eTag(Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(answer.der())))
                .lastModified(answer.cacheable().thisUpdate())
                .header(
                        "Expires",
                        java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                clock.instant().plus(properties.cacheFor()).atZone(java.time.ZoneOffset.UTC)))
                .body(answer.der());
    }

    @GetMapping("/pki/crl/{file}")
    ResponseEntity<byte[]> crl(@PathVariable String file) {
        RevocationLists.RevocationList list = lists.recent(authority(file, ".crl"));
        return ResponseEntity.ok()
                .contentType(CRL)
                .cacheControl(publicly(shorter(list.nextUpdate())))
                .eTag(Long.toString(list.number()))
                .lastModified(list.thisUpdate())
                .body(list.der());
    }

    @GetMapping("/pki/ca/{file}")
    ResponseEntity<byte[]> certificate(@PathVariable String file) {
        boolean pem = file.endsWith(".pem");
        CertificationAuthority ca = authority(file, pem ? ".pem" : ".crt");
        byte[] der = Certificates.der(authority.key(ca).orElseThrow().certificate());
        return ResponseEntity.ok()
                .contentType(pem ? PEM : CERTIFICATE)
                .cacheControl(publicly(CERTIFICATES_FOR))
                .body(pem ? Pem.certificate(der).getBytes(StandardCharsets.US_ASCII) : der);
    }

    private Duration shorter(Instant nextUpdate) {
        Duration left = Duration.between(clock.instant(), nextUpdate);
        return left.compareTo(properties.cacheFor()) < 0 ? left : properties.cacheFor();
    }

    private static CacheControl publicly(Duration time) {
        return CacheControl.maxAge(time).cachePublic().noTransform();
    }

    private CertificationAuthority authority(String file, String ending) {
        return Optional.of(file)
                .filter(name -> name.endsWith(ending))
                .flatMap(name -> CertificationAuthority.of(name.substring(0, name.length() - ending.length())))
                .filter(authority::knows)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND,
                        "There are root, issuing and its further generations (issuing-2), as .crt, .pem and .crl."));
    }

    private static Optional<byte[]> decode(String encoded) {
        if (encoded.length() > LONGEST_PATH) {
            return Optional.empty();
        }
        try {
            return Optional.of(Base64.getDecoder().decode(UriUtils.decode(encoded, StandardCharsets.US_ASCII)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] sha256(byte[] data) {
        try {
            return java.security.MessageDigest.getInstance("SHA-256").digest(data);
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
