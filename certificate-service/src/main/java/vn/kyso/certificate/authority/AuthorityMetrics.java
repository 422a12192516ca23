package vn.kyso.certificate.authority;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/// How long the CA's own certificates still last: those of root and issuing CA are replaced by people, who want
/// to know years ahead.
final class AuthorityMetrics implements MeterBinder {
    private final EmbeddedAuthority authority;
    private final InstantSource clock;

    AuthorityMetrics(EmbeddedAuthority authority, InstantSource clock) {
        this.authority = authority;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (AuthorityRole role : AuthorityRole.values()) {
            Gauge.builder("kyso.authority.certificate.remaining", () -> remaining(role))
                    .description("Until the certificate of one of the CA's own keys expires")
                    .baseUnit("seconds")
                    .tag("role", role.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .register(registry);
        }
    }

    private double remaining(AuthorityRole role) {
        return Duration.between(
                        clock.instant(),
                        authority.key(role).certificate().getNotAfter().toInstant())
                .toSeconds();
    }
}
