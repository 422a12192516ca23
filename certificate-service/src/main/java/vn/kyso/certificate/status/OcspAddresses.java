package vn.kyso.certificate.status;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.FirewalledRequest;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/// Lets through what OCSP by GET consists of: base64 in the path, in which `/` may stand twice in a row or be
/// written `%2F` (RFC 6960, appendix A.1). Servers refuse both as a rule, and so does this one everywhere else.
@Configuration(proxyBeanMethods = false)
class OcspAddresses {
    private static final String PATH = "/pki/ocsp/";

    @Bean
    TomcatConnectorCustomizer encodedSlashes() {
        return connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    }

    @Bean
    HttpFirewall httpFirewall() {
        return new PathFirewall();
    }

    private static final class PathFirewall implements HttpFirewall {
        private final StrictHttpFirewall everywhere = new StrictHttpFirewall();
        private final StrictHttpFirewall ocsp = new StrictHttpFirewall();

        PathFirewall() {
            ocsp.setAllowUrlEncodedSlash(true);
            ocsp.setAllowUrlEncodedDoubleSlash(true);
            // The server leaves `%2F` as it is in what it has otherwise decoded.
            ocsp.setAllowUrlEncodedPercent(true);
        }

        @Override
        public FirewalledRequest getFirewalledRequest(HttpServletRequest request) {
            return request.getRequestURI().startsWith(PATH)
                    ? ocsp.getFirewalledRequest(request)
                    : everywhere.getFirewalledRequest(request);
        }

        @Override
        public HttpServletResponse getFirewalledResponse(HttpServletResponse response) {
            return everywhere.getFirewalledResponse(response);
        }
    }
}
