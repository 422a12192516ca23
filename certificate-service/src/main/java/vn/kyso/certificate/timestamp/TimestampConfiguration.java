package vn.kyso.certificate.timestamp;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.kyso.certificate.authority.AuthorityKey;
import vn.kyso.certificate.authority.AuthorityRole;
import vn.kyso.certificate.authority.EmbeddedAuthority;
import vn.kyso.certificate.authority.PkiProperties;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TimestampProperties.class)
class TimestampConfiguration {
    @Bean
    TimestampAuthority timestampAuthority(
            EmbeddedAuthority authority, PkiProperties pki, TimestampProperties properties, InstantSource clock) {
        return new TimestampAuthority(newest(authority), pki.timestampPolicy(), properties.accuracy(), clock);
    }

    /// The signer by the key in use, made anew only when the key is.
    private static Supplier<TokenSigner> newest(EmbeddedAuthority authority) {
        AtomicReference<TokenSigner> made = new AtomicReference<>();
        return () -> {
            AuthorityKey key = authority.key(AuthorityRole.TIMESTAMP);
            TokenSigner signer = made.get();
            if (signer == null || signer.key() != key) {
                signer = new TokenSigner(
                        key, authority.key(key.issuer()).stream().toList());
                made.set(signer);
            }
            return signer;
        };
    }
}
