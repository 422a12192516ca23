package vn.kyso.local.installation;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Properties;

/// The secrets of one installation, each made on first use and kept in one file that only its owner may read.
public final class Secrets {
    private final Path file;
    private final Properties values = new Properties();
    private final SecureRandom random = new SecureRandom();

    /// @throws UncheckedIOException if the file exists and can't be read
    public Secrets(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                values.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException("The installation's secrets could not be read from " + file, e);
            }
        }
    }

    /// 24 random bytes, base64url.
    public String password(String name) {
        return random(name, 24, Base64.getUrlEncoder().withoutPadding());
    }

    /// 32 random bytes, base64.
    String key(String name) {
        return random(name, 32, Base64.getEncoder());
    }

    /// The Ed25519 pair with which a service signs its events and its calls to other services.
    EncodedKeyPair identity(String name) {
        return pair(name, "Ed25519");
    }

    /// A P-256 pair that signs tokens.
    EncodedKeyPair tokenKey(String name) {
        return pair(name, "EC");
    }

    @Override
    public String toString() {
        return "Secrets[" + file + "]";
    }

    /// A key pair in base64.
    ///
    /// @param privateKey PKCS#8
    /// @param publicKey X.509 SubjectPublicKeyInfo
    record EncodedKeyPair(String privateKey, String publicKey) {
        @Override
        public String toString() {
            return "EncodedKeyPair[redacted, " + publicKey + "]";
        }
    }

    private EncodedKeyPair pair(String name, String algorithm) {
        String privateKey = values.getProperty(name + ".private");
        String publicKey = values.getProperty(name + ".public");
        if (privateKey != null && publicKey != null) {
            return new EncodedKeyPair(privateKey, publicKey);
        }
        KeyPair made = generate(algorithm);
        EncodedKeyPair pair = new EncodedKeyPair(
                Base64.getEncoder().encodeToString(made.getPrivate().getEncoded()),
                Base64.getEncoder().encodeToString(made.getPublic().getEncoded()));
        values.setProperty(name + ".private", pair.privateKey());
        values.setProperty(name + ".public", pair.publicKey());
        store();
        return pair;
    }

    static KeyPair freshTokenKey() {
        return generate("EC");
    }

    private static KeyPair generate(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " keys are part of every Java platform", e);
        }
    }

    private String random(String name, int bytes, Base64.Encoder encoder) {
        String known = values.getProperty(name);
        if (known != null) {
            return known;
        }
        byte[] fresh = new byte[bytes];
        random.nextBytes(fresh);
        String made = encoder.encodeToString(fresh);
        values.setProperty(name, made);
        store();
        return made;
    }

    private void store() {
        StringWriter text = new StringWriter();
        try {
            values.store(text, "Made for this installation alone");
        } catch (IOException e) {
            throw new UncheckedIOException("A string takes everything that is written to it", e);
        }
        PrivateFiles.write(file, text.toString());
    }
}
