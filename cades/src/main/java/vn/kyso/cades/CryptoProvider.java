package vn.kyso.cades;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The one place that says whose cryptography signs and verifies: Amazon Corretto's where its jar is on the class path
/// and its native code runs (Linux on x86-64 and arm64), which is three to nine times as fast, else the JDK's. Both
/// give and take the same bytes.
public final class CryptoProvider {
    private static final CryptoProvider JDK = new CryptoProvider(null);
    private static final CryptoProvider FASTEST = new CryptoProvider(corretto());

    private final @Nullable Provider provider;

    private CryptoProvider(@Nullable Provider provider) {
        this.provider = provider;
    }

    /// Of what is there.
    public static CryptoProvider fastest() {
        return FASTEST;
    }

    /// What every platform has.
    public static CryptoProvider jdk() {
        return JDK;
    }

    /// Lets libraries that name no provider verify and sign with this one: the two algorithms of [SignatureAlgorithm],
    /// and nothing else of the JVM's cryptography. For a program's start, not for a library; once is enough.
    public void preferForSignatures() {
        if (provider != null) {
            Security.insertProviderAt(new SignaturesOf(provider), 1);
        }
    }

    /// The JCA provider's name; empty for whichever the JDK chooses.
    public Optional<String> name() {
        return Optional.ofNullable(provider).map(Provider::getName);
    }

    public Signature signature(SignatureAlgorithm algorithm) throws GeneralSecurityException {
        return provider == null
                ? Signature.getInstance(algorithm.jcaName())
                : Signature.getInstance(algorithm.jcaName(), provider);
    }

    /// @param algorithm `EC` or `RSA`
    public KeyFactory keyFactory(String algorithm) throws GeneralSecurityException {
        return provider == null ? KeyFactory.getInstance(algorithm) : KeyFactory.getInstance(algorithm, provider);
    }

    /// @param algorithm `EC` or `RSA`
    public KeyPairGenerator keyPairGenerator(String algorithm) throws GeneralSecurityException {
        return provider == null
                ? KeyPairGenerator.getInstance(algorithm)
                : KeyPairGenerator.getInstance(algorithm, provider);
    }

    private static @Nullable Provider corretto() {
        try {
            AmazonCorrettoCryptoProvider found = AmazonCorrettoCryptoProvider.INSTANCE;
            found.assertHealthy();
            return found;
        } catch (LinkageError | RuntimeException e) {
            // No jar, no native code for this platform, or one that fails its own tests: it says so by either. What
            // the JDK has does as well, only slower; [#name()] tells whoever wants to know.
            return null;
        }
    }

    /// Another provider's signatures under a name of their own, so that none of its other services come along.
    private static final class SignaturesOf extends Provider {
        private static final long serialVersionUID = 1L;

        SignaturesOf(Provider source) {
            super("KysoSignatures", "1", "Signatures of " + source.getName());
            for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
                Service original = source.getService("Signature", algorithm.jcaName());
                if (original != null) {
                    putService(
                            new Service(
                                    this,
                                    original.getType(),
                                    original.getAlgorithm(),
                                    original.getClassName(),
                                    List.of(),
                                    Map.of()) {
                                @Override
                                public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
                                    return original.newInstance(parameter);
                                }
                            });
                }
            }
        }
    }
}
