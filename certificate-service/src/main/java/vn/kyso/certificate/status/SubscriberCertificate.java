package vn.kyso.certificate.status;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.kyso.cades.Certificates;
import vn.kyso.contracts.event.SignerRef;
import vn.kyso.contracts.signer.UserId;

/// One certificate of a subscriber.
///
/// @param signer how events name the subscriber
/// @param credentialId of the signing-service's credential that holds the key; null if the key is held
///     elsewhere
/// @param issuedHere false for one that another CA issued
/// @param holder common name of the subject
/// @param issuer common name of the issuer
/// @param keyType as on the wire, such as `p256`
/// @param chain the certificate first, its root last
/// @param statusAsOf when the CA of an imported certificate last gave its status; null if it has not, and for
///     ours
/// @param version counts everything that was published about it
public record SubscriberCertificate(
        UserId userId,
        SignerRef signer,
        @Nullable String credentialId,
        boolean issuedHere,
        String holder,
        String issuer,
        String keyType,
        List<X509Certificate> chain,
        RevocationState state,
        @Nullable Instant statusAsOf,
        long version) {
    public SubscriberCertificate {
        chain = List.copyOf(chain);
        if (chain.size() < 2) {
            throw new IllegalArgumentException("A certificate comes with its issuers");
        }
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /// The certificate's name in events.
    public String digest() {
        return Certificates.digest(certificate());
    }

    public String serial() {
        return Certificates.serial(certificate());
    }

    public Instant notBefore() {
        return certificate().getNotBefore().toInstant();
    }

    public Instant notAfter() {
        return certificate().getNotAfter().toInstant();
    }

    SubscriberCertificate with(RevocationState newState) {
        return changed(newState, statusAsOf, version);
    }

    SubscriberCertificate asOf(Instant moment) {
        return changed(state, moment, version);
    }

    SubscriberCertificate published() {
        return changed(state, statusAsOf, version + 1);
    }

    private SubscriberCertificate changed(RevocationState newState, @Nullable Instant asOf, long newVersion) {
        return new SubscriberCertificate(
                userId, signer, credentialId, issuedHere, holder, issuer, keyType, chain, newState, asOf, newVersion);
    }
}
