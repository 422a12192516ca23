package vn.kyso.certificate.status;

import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.firewall.HttpFirewall;
import vn.kyso.frame.access.EncodedSlashes;

/// Lets through what OCSP by GET consists of: base64 in the path (RFC 6960, appendix A.1).
@Configuration(proxyBeanMethods = false)
class OcspAddresses {
    @Bean
    TomcatConnectorCustomizer encodedSlashes() {
        return connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    }

    @Bean
    HttpFirewall httpFirewall() {
        return new EncodedSlashes("/pki/ocsp/");
    }
}
