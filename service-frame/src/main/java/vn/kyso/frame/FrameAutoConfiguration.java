package vn.kyso.frame;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;
import vn.kyso.frame.access.AccessConfiguration;
import vn.kyso.frame.audit.AuditConfiguration;
import vn.kyso.frame.egress.EgressConfiguration;
import vn.kyso.frame.idempotency.IdempotencyConfiguration;
import vn.kyso.frame.limit.LimitConfiguration;
import vn.kyso.frame.openapi.OpenApiConfiguration;
import vn.kyso.frame.problem.ProblemConfiguration;
import vn.kyso.frame.settings.SchemaConfiguration;
import vn.kyso.frame.settings.SettingsConfiguration;

/// Everything that this module brings. It comes before what steps back for its error controller and filters.
@AutoConfiguration(
        before = {
            ErrorMvcAutoConfiguration.class,
            WebMvcAutoConfiguration.class,
            ServletWebSecurityAutoConfiguration.class,
            UserDetailsServiceAutoConfiguration.class
        })
@EnableScheduling
@Import({
    SettingsConfiguration.class,
    SchemaConfiguration.class,
    AccessConfiguration.class,
    ProblemConfiguration.class,
    IdempotencyConfiguration.class,
    AuditConfiguration.class,
    LimitConfiguration.class,
    EgressConfiguration.class,
    OpenApiConfiguration.class
})
public class FrameAutoConfiguration {}
