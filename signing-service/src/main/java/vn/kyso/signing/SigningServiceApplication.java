package vn.kyso.signing;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import vn.kyso.cades.CryptoProvider;
import vn.kyso.frame.settings.SignerKey;
import vn.kyso.frame.settings.Upstreams;

/// Starts the signing-service.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableConfigurationProperties({SignerKey.class, Upstreams.class})
public class SigningServiceApplication {
    public static void main(String[] args) {
        // Most of this process's time goes into verifying approvals, tokens and proofs by libraries.
        CryptoProvider.fastest().preferForSignatures();
        SpringApplication.run(SigningServiceApplication.class, args);
    }
}
