package vn.kyso.certificate.issuance;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.cades.Certificates;
import vn.kyso.certificate.status.CertificateView;
import vn.kyso.certificate.status.Pem;
import vn.kyso.certificate.status.SubscriberCertificate;
import vn.kyso.frame.IdempotencyKeys;
import vn.kyso.frame.Operator;
import vn.kyso.frame.OperatorApi;

@RestController
@OperatorApi
class IssuanceController {
    /// Operators belong to no tenant; their idempotency keys have a space of their own.
    private static final String KEY_SPACE = "operator";

    private final IssueCertificate issueCertificate;
    private final ImportCertificate importCertificate;
    private final IdempotencyKeys idempotencyKeys;
    private final InstantSource clock;

    IssuanceController(
            IssueCertificate issueCertificate,
            ImportCertificate importCertificate,
            IdempotencyKeys idempotencyKeys,
            InstantSource clock) {
        this.issueCertificate = issueCertificate;
        this.importCertificate = importCertificate;
        this.idempotencyKeys = idempotencyKeys;
        this.clock = clock;
    }

    @PostMapping("/v1/operator/certificates")
    ResponseEntity<Registered> issue(
            @Valid @RequestBody Issuance body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Operator operator) {
        String fingerprint =
                fingerprint("issue", List.of(body.userId(), body.credentialId(), body.csr(), body.validFor()));
        return idempotencyKeys.once(
                KEY_SPACE,
                key,
                fingerprint,
                Registered.class,
                () -> created(issueCertificate.issue(
                        body.userId(), body.credentialId(), body.csr(), body.validFor(), operator.name())));
    }

    @PostMapping("/v1/operator/certificates/import")
    ResponseEntity<Registered> importChain(
            @Valid @RequestBody Import body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            Operator operator) {
        return idempotencyKeys.once(
                KEY_SPACE,
                key,
                fingerprint("import", List.of(body.userId(), String.join("\n", body.chain()))),
                Registered.class,
                () -> created(importCertificate.importChain(body.userId(), body.chain(), operator.name())));
    }

    private ResponseEntity<Registered> created(SubscriberCertificate certificate) {
        return ResponseEntity.status(HttpStatus.CREATED).body(Registered.of(certificate, clock.instant()));
    }

    private static String fingerprint(String call, List<String> fields) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String field : fields) {
                byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
                digest.update(
                        java.nio.ByteBuffer.allocate(4).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return call + ":" + HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }

    record Issuance(
            @NotNull String userId,
            @NotNull String credentialId,
            @NotNull String csr,
            @NotNull String validFor) {}

    record Import(@NotNull String userId, @NotEmpty List<@NotNull String> chain) {}

    /// A certificate as the API shows it, and the certificate itself.
    ///
    /// @param chain the certificate first, its root last
    record Registered(
            String serial,
            String certificateDigest,
            String holder,
            String issuer,
            Instant notBefore,
            Instant notAfter,
            String keyType,
            CertificateView.Standing status,
            boolean canSign,
            @Nullable String whyNot,
            String pem,
            List<String> chain) {
        static Registered of(SubscriberCertificate certificate, Instant now) {
            CertificateView view = CertificateView.of(certificate, now);
            List<String> chain = certificate.chain().stream()
                    .map(c -> Pem.certificate(Certificates.der(c)))
                    .toList();
            return new Registered(
                    view.serial(),
                    view.certificateDigest(),
                    view.holder(),
                    view.issuer(),
                    view.notBefore(),
                    view.notAfter(),
                    view.keyType(),
                    view.status(),
                    view.canSign(),
                    view.whyNot(),
                    chain.getFirst(),
                    chain);
        }
    }
}
