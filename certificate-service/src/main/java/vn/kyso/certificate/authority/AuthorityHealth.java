package vn.kyso.certificate.authority;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/// Readiness: without the CA's keys there is no status, no certificate and no timestamp.
final class AuthorityHealth extends AbstractHealthIndicator {
    private final EmbeddedAuthority authority;

    AuthorityHealth(EmbeddedAuthority authority) {
        super("The CA's keys don't open");
        this.authority = authority;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        authority.proveKeys();
        builder.up();
    }
}
