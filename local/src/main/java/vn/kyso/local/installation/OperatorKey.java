package vn.kyso.local.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/// The key that signs operators' tokens: `operator/key.pem`, which the operator alone needs, and
/// `operator/key.pub`, which every service trusts. It is no service's secret and stands in no service's
/// environment.
record OperatorKey(Path privateKeyFile, String publicKey) {
    private static final Base64.Encoder PEM_LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    static OperatorKey in(Path folder) {
        Path privateKey = folder.resolve("key.pem");
        Path publicKey = folder.resolve("key.pub");
        try {
            if (!Files.exists(privateKey) || !Files.exists(publicKey)) {
                PrivateFiles.folder(folder);
                var pair = Secrets.freshTokenKey();
                PrivateFiles.write(
                        publicKey,
                        Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
                PrivateFiles.write(
                        privateKey,
                        "-----BEGIN PRIVATE KEY-----\n"
                                + PEM_LINES.encodeToString(pair.getPrivate().getEncoded())
                                + "\n-----END PRIVATE KEY-----\n");
            }
            return new OperatorKey(privateKey, Files.readString(publicKey).strip());
        } catch (IOException e) {
            throw new UncheckedIOException("The operator's key could not be read from " + folder, e);
        }
    }
}
