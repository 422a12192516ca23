package vn.kyso.gateway.login;

import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import vn.kyso.frame.problem.ProblemConfiguration;

/// Who is logged in. Reading it also hands the browser its CSRF cookie. `POST /session` (form: username, password)
/// logs in, `DELETE /session` out. It also says how large a file may be, so that nobody has to find out.
@RestController
class SessionController {
    record WhoIsThere(
            boolean loggedIn,
            @Nullable String name,
            @Nullable String tenant,
            @Nullable String tenantName,
            long maxFileBytes) {}

    private final long maxFileBytes;

    SessionController(ProblemConfiguration.Limits limits) {
        DataSize maxFileSize = limits.maxFileSize();
        if (maxFileSize == null) {
            throw new IllegalStateException(
                    "kyso.frame.max-file-size is missing: the portal says how large a file may be");
        }
        this.maxFileBytes = maxFileSize.toBytes();
    }

    @GetMapping("/session")
    ResponseEntity<WhoIsThere> session(@AuthenticationPrincipal @Nullable Person person, CsrfToken csrf) {
        csrf.getToken();
        WhoIsThere who = person == null
                ? new WhoIsThere(false, null, null, null, maxFileBytes)
                : new WhoIsThere(true, person.displayName(), person.tenant(), person.tenantName(), maxFileBytes);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(who);
    }
}
