package vn.kyso.signing.credential;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/// Part of readiness: without its key store this service can make no credential and no signature.
final class KeyStoreHealth extends AbstractHealthIndicator {
    private final SigningKeys keys;

    KeyStoreHealth(SigningKeys keys) {
        super("The key store can't be used");
        this.keys = keys;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        keys.probe();
        builder.up();
    }
}
