package vn.kyso.cli.phone;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kyso.approval.authenticator.Passkey;
import vn.kyso.approval.authenticator.SoftwareAuthenticator;

final class PhoneStoreTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void keepsAPhoneForItsOwnerAlone() throws IOException {
        PhoneStore store = new PhoneStore(folder.resolve("phones"));
        BoundPhone phone = phone("device-1");
        store.save(phone);

        BoundPhone kept = store.find("ica.001099012345").orElseThrow();
        assertThat(kept.toJson()).isEqualTo(phone.toJson());
        assertThat(kept.toString()).isEqualTo("BoundPhone[ICA.001099012345, device-1]");
        try (var files = Files.list(folder.resolve("phones"))) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void aNewerPhoneOfTheSignerTakesThePlaceOfTheOlder() {
        PhoneStore store = new PhoneStore(folder);
        store.save(phone("device-1"));
        store.save(phone("device-2"));
        assertThat(store.find("ICA.001099012345").orElseThrow().deviceId()).isEqualTo("device-2");
        assertThat(folder.resolve("ICA.001099012345.DEVICE-1.json")).exists();
    }

    @Test
    void aUserIdLeadsToNoOtherFolder() {
        PhoneStore store = new PhoneStore(folder.resolve("phones"));
        assertThat(store.find("../../secrets")).isEmpty();
    }

    @Test
    void provesItsKeyForOneCallAndOneToken() throws ParseException, JOSEException {
        DeviceKey key = DeviceKey.fresh();
        SignedJWT proof =
                SignedJWT.parse(key.proof("GET", URI.create("http://localhost:8080/v1/inbox?state=open"), "token"));
        assertThat(proof.verify(new ECDSAVerifier(proof.getHeader().getJWK().toECKey())))
                .isTrue();
        assertThat(proof.getHeader().getJWK().isPrivate()).isFalse();
        assertThat(proof.getHeader().getType().getType()).isEqualTo("dpop+jwt");
        assertThat(proof.getJWTClaimsSet().getStringClaim("htu")).isEqualTo("http://localhost:8080/v1/inbox");
        assertThat(proof.getJWTClaimsSet().getStringClaim("htm")).isEqualTo("GET");
        // printf token | openssl dgst -sha256 -binary | basenc --base64url
        assertThat(proof.getJWTClaimsSet().getStringClaim("ath"))
                .isEqualTo("PEaenWxYddN6Q_NT1PiOYfz4EsZu7jRXRlpAsNpBU-A");
    }

    private static BoundPhone phone(String deviceId) {
        return new BoundPhone(
                "ICA.001099012345",
                deviceId,
                DeviceKey.fresh(),
                new Passkey(new byte[] {1, 2}, "localhost", new byte[] {3}, SoftwareAuthenticator.newKey()));
    }
}
