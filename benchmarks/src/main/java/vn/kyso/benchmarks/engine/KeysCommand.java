package vn.kyso.benchmarks.engine;

import java.io.IOException;
import java.io.PrintWriter;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.kyso.cades.CryptoProvider;
import vn.kyso.cades.SignatureAlgorithm;

/// `./kyso bench keys`.
@Command(
        name = "keys",
        description = "Measures software keys: signatures and verifications a second of one core, beside the JDK's.",
        mixinStandardHelpOptions = true)
public final class KeysCommand implements Callable<Integer> {
    private static final int WARM_UP = 3_000;
    private static final int PER_SAMPLE = 100;

    @Spec
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--samples", paramLabel = "N", defaultValue = "31", description = "samples of each figure (31)")
    private int samples;

    @Override
    public Integer call() throws IOException, GeneralSecurityException {
        PrintWriter screen = command.commandLine().getOut();
        screen.printf(
                "per second of one core's processor time; with %s%n",
                CryptoProvider.fastest().name().orElse("the JDK alone"));
        measure("RSA-2048", SignatureAlgorithm.RS256, new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4), screen);
        measure("P-256", SignatureAlgorithm.ES256, new ECGenParameterSpec("secp256r1"), screen);
        return 0;
    }

    private void measure(String name, SignatureAlgorithm algorithm, AlgorithmParameterSpec key, PrintWriter screen)
            throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm == SignatureAlgorithm.ES256 ? "EC" : "RSA");
        generator.initialize(key);
        KeyPair pair = generator.generateKeyPair();
        Rates jdk = rates(CryptoProvider.jdk(), algorithm, pair);
        Rates fastest = rates(CryptoProvider.fastest(), algorithm, pair);
        say(screen, name + " sign", fastest.signed(), jdk.signed());
        say(screen, name + " verify", fastest.verified(), jdk.verified());
        screen.flush();
    }

    private static void say(PrintWriter screen, String what, double fastest, double jdk) {
        screen.printf(
                Locale.ROOT, "  %-16s %,10.0f   JDK %,10.0f   %.1f times%n", what, fastest, jdk, fastest / jdk);
    }

    /// A second.
    private record Rates(double signed, double verified) {}

    /// Of a key that is read already.
    private Rates rates(CryptoProvider crypto, SignatureAlgorithm algorithm, KeyPair pair)
            throws IOException, GeneralSecurityException {
        KeyPair kept = kept(crypto, pair);
        byte[] data = new byte[200];
        byte[] value = sign(crypto, algorithm, kept, data);
        Meter.Cost signing = Meter.measure(WARM_UP, samples, PER_SAMPLE, () -> sign(crypto, algorithm, kept, data));
        Meter.Cost verifying = Meter.measure(WARM_UP, samples, PER_SAMPLE, () -> {
            if (!verify(crypto, algorithm, kept, data, value)) {
                throw new IllegalStateException("What is measured does not work");
            }
        });
        return new Rates(1e9 / signing.medianNanos(), 1e9 / verifying.medianNanos());
    }

    /// The pair as that provider's own keys.
    private static KeyPair kept(CryptoProvider crypto, KeyPair pair) throws GeneralSecurityException {
        KeyFactory factory = crypto.keyFactory(pair.getPrivate().getAlgorithm());
        return new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(
                        pair.getPublic().getEncoded())),
                factory.generatePrivate(new PKCS8EncodedKeySpec(
                        pair.getPrivate().getEncoded())));
    }

    private static byte[] sign(CryptoProvider crypto, SignatureAlgorithm algorithm, KeyPair pair, byte[] data) {
        try {
            Signature signature = crypto.signature(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(data);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("What is measured does not work", e);
        }
    }

    private static boolean verify(
            CryptoProvider crypto, SignatureAlgorithm algorithm, KeyPair pair, byte[] data, byte[] value) {
        try {
            Signature signature = crypto.signature(algorithm);
            signature.initVerify(pair.getPublic());
            signature.update(data);
            return signature.verify(value);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("What is measured does not work", e);
        }
    }
}
