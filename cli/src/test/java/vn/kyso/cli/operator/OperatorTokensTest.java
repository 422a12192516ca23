package vn.kyso.cli.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.kyso.cli.NotConfiguredException;
import vn.kyso.cli.http.Authorization;
import vn.kyso.testkit.TestKeys;

class OperatorTokensTest {
    private static final KeyPair KEY = TestKeys.p256();

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aTokenIsForOneCallToOneService() throws IOException, ParseException, JOSEException {
        OperatorTokens tokens = new OperatorTokens(pem(), "lan");
        JWTClaimsSet one = claims(tokens.forCallsTo("signing-service"));
        JWTClaimsSet next = claims(tokens.forCallsTo("signing-service"));
        JWTClaimsSet other = claims(tokens.forCallsTo("certificate-service"));

        assertThat(one.getIssuer()).isEqualTo("kyso-operator");
        assertThat(one.getSubject()).isEqualTo("lan");
        assertThat(one.getAudience()).containsExactly("kyso-operator/signing-service");
        assertThat(other.getAudience()).containsExactly("kyso-operator/certificate-service");
        assertThat(one.getJWTID()).isNotBlank().isNotEqualTo(next.getJWTID());
        assertThat(Duration.between(
                        one.getIssueTime().toInstant(), one.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aFileThatIsNoKeyIsOneToConfigure() throws IOException {
        Path file = Files.writeString(folder.resolve("operator.pem"), "no key");
        assertThatThrownBy(() -> new OperatorTokens(file, "lan")).isInstanceOf(NotConfiguredException.class);
        assertThatThrownBy(() -> new OperatorTokens(folder.resolve("none"), "lan"))
                .isInstanceOf(NotConfiguredException.class)
                .hasMessageContaining("KYSO_OPERATOR_KEY");
    }

    private static JWTClaimsSet claims(Authorization who) throws ParseException, JOSEException {
        String header = who.headers("POST", URI.create("http://localhost/v1/operator/activations"))
                .getOrDefault("Authorization", "");
        assertThat(header).startsWith("Bearer ");
        SignedJWT token = SignedJWT.parse(header.substring("Bearer ".length()));
        assertThat(token.verify(new ECDSAVerifier((ECPublicKey) KEY.getPublic())))
                .isTrue();
        return token.getJWTClaimsSet();
    }

    private Path pem() throws IOException {
        return Files.writeString(
                folder.resolve("operator.pem"),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(KEY.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }
}
