package vn.kyso.notification.push;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.kyso.frame.WrappingKey;

/// Keeps the installation's VAPID key: made by whichever instance starts first, wrapped.
final class VapidKeyStore {
    private static final String PLACE = "notification/vapid-key/v1";

    private final JdbcClient jdbc;
    private final WrappingKey wrapping;
    private final InstantSource clock;

    VapidKeyStore(JdbcClient jdbc, WrappingKey wrapping, InstantSource clock) {
        this.jdbc = jdbc;
        this.wrapping = wrapping;
        this.clock = clock;
    }

    KeyPair keyPair() {
        return load().orElseGet(() -> {
            insert(P256.newKeyPair());
            // Another instance may have been first; its key counts.
            return load().orElseThrow(() -> new IllegalStateException("The VAPID key could not be stored"));
        });
    }

    private void insert(KeyPair made) {
        jdbc.sql("""
                        INSERT INTO push_vapid_key (public_key, private_key, made_at) VALUES (:point, :wrapped, :now)
                        ON CONFLICT DO NOTHING
                        """)
                .param("point", P256.encode((ECPublicKey) made.getPublic()))
                .param("wrapped", wrapping.wrap(made.getPrivate().getEncoded(), PLACE))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private Optional<KeyPair> load() {
        return jdbc.sql("SELECT public_key, private_key FROM push_vapid_key")
                .query((row, n) -> pair(row.getBytes("public_key"), row.getBytes("private_key")))
                .optional();
    }

    private KeyPair pair(byte[] point, byte[] wrapped) {
        try {
            return new KeyPair(
                    P256.decode(point),
                    KeyFactory.getInstance("EC")
                            .generatePrivate(new PKCS8EncodedKeySpec(wrapping.unwrap(wrapped, PLACE))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The VAPID key could not be read", e);
        }
    }
}
