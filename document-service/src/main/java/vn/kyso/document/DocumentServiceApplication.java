package vn.kyso.document;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.EnableScheduling;
import vn.kyso.frame.settings.SignerKey;
import vn.kyso.frame.settings.Upstreams;

/// Starts one instance; any number of them serve the same database and blob store.
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableConfigurationProperties({SignerKey.class, Upstreams.class})
@EnableScheduling
public class DocumentServiceApplication {
    public static void main(String[] args) {
        SpringApplication.run(DocumentServiceApplication.class, args);
    }
}
