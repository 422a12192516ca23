package vn.kyso.frame.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/// Spring Security's strict firewall, but for `%2F` and `//` below one path, where an address is made of base64
/// (OCSP by GET; RFC 6960, appendix A.1). The connector has to pass `%2F` on for it.
public final class EncodedSlashes implements HttpFirewall {
    private final StrictHttpFirewall everywhere = new StrictHttpFirewall();
    private final StrictHttpFirewall lenient = new StrictHttpFirewall();
    private final String path;

    /// @param path begins and ends with a slash
    public EncodedSlashes(String path) {
        this.path = path;
        lenient.setAllowUrlEncodedSlash(true);
        lenient.setAllowUrlEncodedDoubleSlash(true);
        // The connector leaves %2F in the path it has decoded, where a percent sign is refused as a rule.
        lenient.setAllowUrlEncodedPercent(true);
    }

    @Override
    public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
        return request.getRequestURI().startsWith(path)
                ? lenient.getFirewalledRequest(request)
                : everywhere.getFirewalledRequest(request);
    }

    @Override
    public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
        return everywhere.getFirewalledResponse(response);
    }
}
