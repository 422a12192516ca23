package vn.kyso.certificate.status;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.InstantSource;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.frame.Operator;
import vn.kyso.frame.OperatorApi;

@RestController
@OperatorApi
class StatusController {
    private final ChangeStatus changeStatus;
    private final InstantSource clock;

    StatusController(ChangeStatus changeStatus, InstantSource clock) {
        this.changeStatus = changeStatus;
        this.clock = clock;
    }

    @PostMapping("/v1/operator/certificates/{serial}/revocation")
    CertificateView revoke(@PathVariable String serial, @Valid @RequestBody Revocation revocation, Operator operator) {
        return CertificateView.of(
                changeStatus.revoke(serial, RevocationReason.require(revocation.reason()), operator.name()),
                clock.instant());
    }

    @PostMapping("/v1/operator/certificates/{serial}/suspension")
    CertificateView suspend(@PathVariable String serial, Operator operator) {
        return CertificateView.of(changeStatus.suspend(serial, operator.name()), clock.instant());
    }

    @DeleteMapping("/v1/operator/certificates/{serial}/suspension")
    CertificateView resume(@PathVariable String serial, Operator operator) {
        return CertificateView.of(changeStatus.resume(serial, operator.name()), clock.instant());
    }

    record Revocation(@NotNull String reason) {}
}
