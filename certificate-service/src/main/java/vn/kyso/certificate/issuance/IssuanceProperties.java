package vn.kyso.certificate.issuance;

import java.time.Period;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.io.Resource;

/// What is issued and what is taken from others (`kyso.issuance`).
///
/// @param longest validity of a subscriber's certificate; Vietnamese rules allow none beyond five years
/// @param trustedRoots PEM files with roots whose certificates may be imported; none by default
@ConfigurationProperties("kyso.issuance")
record IssuanceProperties(
        @DefaultValue("P3Y") Period longest, @DefaultValue List<Resource> trustedRoots) {
    IssuanceProperties {
        trustedRoots = List.copyOf(trustedRoots);
        if (longest.isNegative() || longest.isZero()) {
            throw new IllegalArgumentException("kyso.issuance.longest is longer than nothing");
        }
    }
}
