package vn.kyso.certificate.status;

import jakarta.validation.Valid;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.certificate.authority.AuthorityCertificate;
import vn.kyso.certificate.authority.AuthorityRole;
import vn.kyso.contracts.problem.ProblemType;
import vn.kyso.frame.Operator;
import vn.kyso.frame.OperatorApi;
import vn.kyso.frame.ProblemException;

/// The CA's own certificates, for operators.
@RestController
@OperatorApi
class AuthorityController {
    private final ChangeAuthority changeAuthority;

    AuthorityController(ChangeAuthority changeAuthority) {
        this.changeAuthority = changeAuthority;
    }

    record Authorities(List<View> certificates) {}

    /// @param role `root`, `issuing`, `root-responder`, `issuing-responder` or `timestamp`
    /// @param newest whether it is the last that was made for its role; of those in force the one in use
    /// @param reason null unless it is revoked
    record View(
            String role,
            int generation,
            String subject,
            String serial,
            Instant notBefore,
            Instant notAfter,
            boolean newest,
            @Nullable Instant revokedAt,
            @Nullable String reason) {
        static View of(AuthorityCertificate certificate, boolean newest) {
            AuthorityCertificate.Revocation revocation = certificate.revocation();
            return new View(
                    certificate.role().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    certificate.generation(),
                    certificate.certificate().getSubjectX500Principal().getName(),
                    certificate.serial(),
                    certificate.certificate().getNotBefore().toInstant(),
                    certificate.certificate().getNotAfter().toInstant(),
                    newest,
                    revocation == null ? null : revocation.at(),
                    revocation == null
                            ? null
                            : RevocationReason.ofCode(revocation.reason()).wireName());
        }
    }

    @GetMapping("/v1/operator/authorities")
    Authorities all() {
        Set<AuthorityRole> seen = new HashSet<>();
        return new Authorities(changeAuthority.all().stream()
                .map(certificate -> View.of(certificate, seen.add(certificate.role())))
                .toList());
    }

    @PostMapping("/v1/operator/authorities/{role}/rotation")
    @ResponseStatus(HttpStatus.CREATED)
    View rotate(@PathVariable String role, Operator operator) {
        AuthorityRole wanted = switch (role) {
            case "issuing" -> AuthorityRole.ISSUING;
            case "timestamp" -> AuthorityRole.TIMESTAMP;
            default ->
                throw new ProblemException(ProblemType.NOT_FOUND, "What can be replaced is issuing and timestamp.");
        };
        return View.of(changeAuthority.rotate(wanted, operator.name()), true);
    }

    @PostMapping("/v1/operator/authorities/{serial}/revocation")
    View revoke(
            @PathVariable String serial,
            @Valid @RequestBody StatusController.Revocation revocation,
            Operator operator) {
        return View.of(
                changeAuthority.revoke(serial, RevocationReason.require(revocation.reason()), operator.name()), false);
    }
}
